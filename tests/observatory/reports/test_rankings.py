"""What leads a table, among what is published."""

from django.utils.translation import override

from tests.factories.publications import a_publication, cell
from vigie.observatory.reports.chapters import breakdowns
from vigie.observatory.reports.rankings import joined, ranking

REGIONS = {"84": 30, "76": 20, "11": 10, "53": 5}


def told(regions: dict[str, int | None], language: str = "en") -> str:
    publication = a_publication(
        2023, {cell(2023, region=code): count for code, count in regions.items()}
    )
    (shown,) = (each for each in breakdowns(publication) if each.key == "declarations_by_region")
    with override(language):
        return ranking(shown)


def test_the_highest_stand_first() -> None:
    assert told(dict(REGIONS)) == (
        "The regions from which most declarations came are Auvergne-Rhône-Alpes (30), "
        "Occitanie (20) and Île-de-France (10)."
    )


def test_what_is_not_published_has_no_rank_and_that_is_said() -> None:
    sentence = told({**REGIONS, "84": None})
    assert "Auvergne" not in sentence
    assert "One value is not published and has no rank here." in sentence


def test_too_few_make_no_ranking() -> None:
    assert told({"84": 3, "76": 2}) == ""


def test_spanish_says_e_before_the_sound_i() -> None:
    assert told(dict(REGIONS), "es").endswith("Occitania (20) e Isla de Francia (10).")


def test_one_alone_needs_no_and() -> None:
    assert joined(["a"]) == "a"
