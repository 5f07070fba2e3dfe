"""A person in a hurry finds their structure, however they write it."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.factories.structures import hospital
from vigie.directory import selectors
from vigie.directory.models import Structure
from vigie.directory.words import LINKING_WORDS, LONGEST_WORD, MOST_WORDS, query_words, words

pytestmark = pytest.mark.django_db


def found(query: str, limit: int = 20) -> list[str]:
    return [structure.name for structure in selectors.search_structures(query, limit)]


@pytest.mark.parametrize(
    "query",
    [
        "valbelle",
        "VALBELLE",
        "Vàlbëlle",
        "valb",
        "hopital valbelle",
        "valbelle hopital",
        "HÔPITAL DE VALBELLE",
        "ch valbelle",
        "C.H. Valbelle",
        "centre hospitalier valbelle",
        "hospitalier centre, à Valbelle!",
        "ch orvelle valb",
        "ch-de-valbelle",
        "d'orvelle",
        "290000017",
        "29 000 001 7",
        "2900000",
        "26290000100012",
        "262 900 001 00012",
        "290000009",
        "29042",
        "  valbelle  ",
    ],
)
def test_a_hospital_is_found_by_name_town_or_number(query: str) -> None:
    hospital(
        finess="290000017",
        legal_entity_finess="290000009",
        siret="26290000100012",
        name="CH DE VALBELLE",
        town="ORVELLE",
        postal_code="29042",
    )
    hospital(name="CLINIQUE DU PARC", town="MONTFLEURAC", postal_code="13001")
    assert found(query) == ["CH DE VALBELLE"]


@pytest.mark.parametrize(
    ("name", "queries"),
    [
        (
            "CENTRE HOSPITALIER UNIVERSITAIRE DE MARNAC",
            ["chu marnac", "hopital marnac", "ch marnac"],
        ),
        (
            "CHU DE MARNAC",
            ["centre hospitalier universitaire marnac", "ch marnac", "c.h.u. marnac"],
        ),
        ("CHRU MARNAC", ["chu marnac", "centre hospitalier regional marnac"]),
        ("CHI MARNAC", ["hopital marnac", "centre hospitalier intercommunal marnac"]),
        ("HOPITAL LOCAL MARNAC", ["hôpital marnac", "ch marnac"]),
        (
            "E.H.P.A.D. LES CÈDRES",
            ["ehpad cedres", "EHPAD LES CEDRES", "maison de retraite cedres"],
        ),
        ("MAISON DE RETRAITE LES CEDRES", ["ehpad cèdres"]),
        ("CLINIQUE ST-AURELE", ["saint aurèle", "st aurele", "clinique saint-aurele"]),
        ("CLINIQUE SAINTE MARTHE", ["ste marthe", "sainte marthe"]),
        ("CL NOTRE-DAME", ["clinique notre dame", "nd"]),
        ("CŒUR ET SANTÉ", ["coeur sante", "cœur"]),
        ("HAD ORVELLE", ["hospitalisation à domicile orvelle"]),
    ],
)
def test_abbreviations_and_full_words_find_each_other(name: str, queries: list[str]) -> None:
    hospital(name=name, town="")
    hospital(name="LABORATOIRE DU PORT", town="")
    assert [found(query) for query in queries] == [[name]] * len(queries)


def test_other_names_are_searched_too() -> None:
    hospital(name="CENTRE HOSPITALIER DE BOURG", other_names="FLEURAC / SITE DES CHÊNES")
    assert found("fleurac") == found("bourg chenes") == ["CENTRE HOSPITALIER DE BOURG"]


@pytest.mark.parametrize("query", ["", "   ", "v", "'", "zzz", "valbelle zzz", "*", "2"])
def test_nothing_is_found_where_nothing_matches(query: str) -> None:
    hospital(name="CH DE VALBELLE")
    assert found(query) == []


def test_linking_words_are_the_beginning_of_others_when_alone() -> None:
    hospital(name="CLINIQUE LENOIR", town="DELUCE")
    assert found("le") == found("de") == ["CLINIQUE LENOIR"]


def test_open_structures_come_first() -> None:
    today = timezone.localdate()
    hospital(name="CH DE VALBELLE", closed_on=date(2010, 1, 1))
    hospital(name="CH DE VALBELLE SUD", closed_on=today + timedelta(days=30))
    hospital(name="CH DE VALBELLE SUR ORVELLE")
    assert found("ch valbelle") == [
        "CH DE VALBELLE SUD",
        "CH DE VALBELLE SUR ORVELLE",
        "CH DE VALBELLE",
    ]


def test_the_exact_number_comes_first() -> None:
    hospital(finess="290000025", legal_entity_finess="290000017", name="A")
    hospital(finess="290000017", name="THE ONE")
    assert found("290000017") == ["THE ONE", "A"]


def test_names_that_begin_so_come_first_then_whole_words_then_hospitals() -> None:
    hospital(name="EHPAD BELLE RIVE", kind="medico_social")
    hospital(name="CLINIQUE BELLE RIVE DU LAC")
    hospital(name="BELLE RIVE SANTE", kind="medico_social")
    hospital(name="CLINIQUE BELLERIVE", other_names="RIVE")
    assert found("belle rive") == [
        "BELLE RIVE SANTE",
        "CLINIQUE BELLE RIVE DU LAC",
        "EHPAD BELLE RIVE",
        "CLINIQUE BELLERIVE",
    ]


def test_no_more_than_asked_for() -> None:
    for rank in range(5):
        hospital(name=f"CH VALBELLE {rank}")
    assert len(found("valbelle", limit=3)) == 3
    assert found("valbelle", limit=0) == found("valbelle", limit=-1) == []


def test_the_search_asks_the_database_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    hospital(name="CH DE VALBELLE")
    with django_assert_num_queries(1):
        found("ch valbelle")


@pytest.mark.parametrize(
    "query",
    [
        "'; DROP TABLE directory_structure; --",
        '"',
        '""" OR "a"*',
        "%",
        "_",
        "\\",
        "a & b | !c",
        "ch:* <-> (valbelle)",
        "NEAR(ch, 2) AND NOT x",
        "search_text:ch ^ch",
        "\0ch\0",
        "ch\ud800valbelle",
        "🏥 😀",
        "\u202eellebav",
        "a" * 10_000_000,
        "é " * 5_000_000,
        "1" * 1_000,
        "ﷺ" * 300,
        "Ⅷ ½ ²",
        "中文 العربية עברית",
    ],
)
def test_hostile_input_is_only_words(query: str) -> None:
    hospital(name="CH DE VALBELLE")
    assert found(query) in ([], ["CH DE VALBELLE"])


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(max_size=60))
@example("ch a valbelle or")
def test_whatever_is_typed_the_answer_is_a_list(query: str) -> None:
    if not Structure.objects.exists():
        hospital(name="CH DE VALBELLE")
    assert found(query) in ([], ["CH DE VALBELLE"])


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.text(st.characters(categories=["L", "N", "P", "Zs"], max_codepoint=0x24F), max_size=40))
def test_a_structure_is_found_by_its_own_name(name: str) -> None:
    structure = hospital(name=name, town="")
    if any(word.isalpha() and len(word) > 1 for word in {*words(name)} - LINKING_WORDS):
        assert structure in selectors.search_structures(name, 100)


@given(st.text())
def test_words_are_plain_and_of_bounded_length(text: str) -> None:
    typed = query_words(text)
    assert len(typed) <= MOST_WORDS
    for word in [*words(text), *typed]:
        assert word.isascii()
        assert word.isalnum()
        assert word == word.lower()
        assert len(word) <= LONGEST_WORD
