"""Regions as a map: what is not published is marked, what is published is said in words too."""

from django.utils.translation import override

from tests.factories.publications import a_publication, cell
from vigie.observatory.measures import Rate
from vigie.observatory.reports.blocks import Block
from vigie.observatory.reports.chapters import breakdowns
from vigie.observatory.reports.drawings import label
from vigie.observatory.reports.maps import region_map

REGIONS = {"84": 30, "76": 20, "11": 10, "53": 5, "06": 5}


def drawn(regions: dict[str, int | None], key: str = "declarations_by_region") -> Block | None:
    publication = a_publication(
        2023, {cell(2023, region=code): count for code, count in regions.items()}
    )
    (shown,) = (each for each in breakdowns(publication) if each.key == key)
    with override("en"):
        return region_map(shown, publication)


def test_each_region_bears_its_number_and_those_overseas_their_names() -> None:
    block = drawn(dict(REGIONS))
    assert block
    assert "Mayotte" in block["svg"]
    assert ">30<" in block["svg"]
    assert "Occitanie: 20" in block["alt"]
    assert "IGN" in block["caption"]


def test_what_is_not_published_is_hatched_and_said() -> None:
    block = drawn({**REGIONS, "94": None})
    assert block
    assert 'fill="url(#hatch)"' in block["svg"]
    assert ">not published<" in block["svg"]
    assert "Corsica: not published" in block["alt"]


def test_too_little_makes_no_map() -> None:
    assert drawn({"84": 30, "76": None}) is None


def test_what_is_not_by_region_has_no_map() -> None:
    assert drawn(dict(REGIONS), "declarations_by_origin") is None


def test_a_rate_stands_as_its_number_alone() -> None:
    with override("en"):
        assert label(Rate(57, 1000, 1000)) == "57.0"
