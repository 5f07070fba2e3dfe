"""Tests 6.1.12, 6.1.15 and 6.1.28: languages."""

import pytest

from tests.factories import advisories
from tests.factories.advisories import REMOVED
from vigie.watch.csaf import findings

REAL = (
    "fr",
    "EN-us",
    "zh-Hant-TW",
    "zh-cmn-Hans-CN",
    "sr-Latn",
    "de-CH-1996",
    "es-419",
    "sl-rozaj-biske-1994",
    "en-US-u-islamcal",
    "en-x-hospital",
    "x-hospital",
    "i-default",
    "qaa-Qaaa-QM",
)
UNREAL = ("EZ", "zz", "fr-ZZZ", "en-Abcd", "en-AB", "de-CH-1900")


def found(**head: object) -> list[tuple[str, str]]:
    changes = {f"/document/{name}": value for name, value in head.items()}
    return [(each.test, each.pointer) for each in findings(advisories.document(changes))]


@pytest.mark.parametrize("tag", REAL)
def test_a_registered_language_is_accepted(tag: str) -> None:
    assert found(lang=tag) == []


@pytest.mark.parametrize("tag", UNREAL)
def test_a_language_that_nobody_registered_is_found(tag: str) -> None:
    assert found(lang=tag) == [("6.1.12", "/document/lang")]
    assert found(source_lang=tag) == [("6.1.12", "/document/source_lang")]


def test_a_translator_says_from_which_language() -> None:
    translator = {"category": "translator", "name": "T", "namespace": "https://t.example"}
    assert found(publisher=translator) == [("6.1.15", "/document/source_lang")]
    assert found(publisher=translator, source_lang="fr") == []


def test_a_translation_is_in_another_language() -> None:
    assert found(lang="en-US", source_lang="en-us") == [("6.1.28", "/document/source_lang")]
    assert found(lang="en-US", source_lang="en-GB") == []
    assert found(lang=REMOVED, source_lang="en-GB") == []
