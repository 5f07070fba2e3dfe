"""What figures say in words: never a percentage alone, never a trend in small numbers."""

import pytest
from django.utils.translation import override

from tests.factories.publications import a_publication, cell
from vigie.observatory.catalogue import Unit
from vigie.observatory.publications import Publication
from vigie.observatory.reports.sentences import sentences


def told(now: Publication, before: Publication | None = None, language: str = "en") -> str:
    with override(language):
        return " ".join(sentences(now.national(), before))


def ransomware(year: int, count: int | None) -> Publication:
    return a_publication(year, {cell(year, kind="ransomware"): count})


def test_a_share_stands_with_its_numerator_and_its_denominator() -> None:
    assert "Of the 100 declarations, 40 were of malicious origin, or 40.0%." in told(
        a_publication()
    )


def test_two_published_years_are_compared() -> None:
    now, before = a_publication(2023, declarations=120), a_publication(2022, declarations=100)
    assert "120 declarations were received (against 100 in 2022, up by 20.0%)" in told(now, before)
    assert "(40.0% in 2022: 40 of 100)" in told(now, before)
    assert "100 declarations were received (against 120 in 2023, down by 16.7%)" in told(
        a_publication(2024, declarations=100), now
    )


def test_small_numbers_have_no_change_in_percent() -> None:
    sentence = told(ransomware(2023, 40), ransomware(2022, 29))
    assert "Ransomware was the subject of 40 declarations (against 29 in 2022)." in sentence


def test_numbers_that_are_not_small_have_one() -> None:
    sentence = told(ransomware(2023, 45), ransomware(2022, 30))
    assert "45 declarations (against 30 in 2022, up by 50.0%)" in sentence


def test_one_is_singular() -> None:
    assert "1 declaration." in told(ransomware(2023, 1))


def test_none_is_said_in_words() -> None:
    assert "No declaration was about ransomware" in told(ransomware(2023, 0))


def test_what_is_not_published_is_said_and_not_guessed() -> None:
    sentence = told(ransomware(2023, None), ransomware(2022, 40))
    assert "One figure is not published" in sentence
    assert "Ransomware was the subject" not in sentence


def test_a_year_that_is_not_published_is_not_compared_with() -> None:
    sentence = told(ransomware(2023, 40), ransomware(2022, None))
    assert "Ransomware was the subject of 40 declarations." in sentence


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("fr", "soit 40,0\N{NO-BREAK SPACE}% (50,0\N{NO-BREAK SPACE}% en 2022"),
        ("es", "es decir, el 40,0\N{NO-BREAK SPACE}% (50,0\N{NO-BREAK SPACE}% en 2022: 50 de 100)"),
    ],
)
def test_numbers_are_written_as_the_language_does(language: str, sentence: str) -> None:
    assert sentence in told(a_publication(2023), a_publication(2022, malicious=50), language)


def test_structures_are_counted_as_structures() -> None:
    now = a_publication(2023, {cell(2023, Unit.STRUCTURES): 1_422})
    assert "In 2023, 1,422 structures declared at least one incident." in told(now)
