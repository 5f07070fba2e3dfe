"""Regions as a map: what is not published is marked, what is published is said in words too."""

from django.utils.translation import override

from tests.factories.publications import a_publication, cell
from vigie.observatory.measures import Rate
from vigie.observatory.reports.blocks import Block
from vigie.observatory.reports.chapters import breakdowns
from vigie.observatory.reports.drawings import label
from vigie.observatory.reports.maps import region_map

REGIONS = {"84": 30, "76": 20, "11": 10, "53": 5, "06": 5}


def drawn(regions: dict[str, int | None]) -> Block | None:
    publication = a_publication(
        2023, {cell(2023, region=code): count for code, count in regions.items()}
    )
    (shown,) = (each for each in breakdowns(publication) if each.key == "declarations_by_region")
    with override("en"):
        return region_map(shown, 2023)


def test_each_tile_bears_its_name_and_its_number() -> None:
    block = drawn(dict(REGIONS))
    assert block
    assert "Mayotte" in block["svg"]
    assert ">30<" in block["svg"]
    assert "Occitanie: 20" in block["alt"]


def test_what_is_not_published_is_marked_and_explained() -> None:
    block = drawn({**REGIONS, "94": None})
    assert block
    assert "n. p." in block["svg"]
    assert "n. p.: not published" in block["caption"]
    assert "Corsica: not published" in block["alt"]


def test_too_little_makes_no_map() -> None:
    assert drawn({"84": 30, "76": None}) is None


def test_a_rate_stands_as_its_number_alone() -> None:
    with override("en"):
        assert label(Rate(57, 1000, 1000)) == "57.0"
