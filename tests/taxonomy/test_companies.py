"""One company, however its customers spell it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.taxonomy.companies import NAME_MAX_LENGTH, company_key, legal_forms


@pytest.mark.parametrize(
    "spelling",
    [
        "Nébulis Hébergement",
        "NEBULIS HEBERGEMENT SAS",
        "  Nébulis  hébergement, S.A.S. ",
        "SARL Nébulis-Hébergement",
        "Ne\u0301bulis He\u0301bergement GmbH",
        "Ｎｅ\u0301ｂｕｌｉｓ hébergement Ltd.",
    ],
)
def test_case_accents_points_and_legal_form_do_not_count(spelling: str) -> None:
    assert company_key(spelling) == "nebulis hebergement"


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("Nébulis Hébergement", "Nébulis Santé"),
        ("Cloud 1", "Cloud 2"),
        ("SA", "SAS"),
        ("Société Générale de Santé", "Générale de Santé"),
    ],
)
def test_two_companies_stay_two(one: str, another: str) -> None:
    assert company_key(one) != company_key(another)


@pytest.mark.parametrize("nothing", ["", "  ", "...", "—", "()", "\u0301"])
def test_what_names_nobody_has_no_key(nothing: str) -> None:
    assert company_key(nothing) == ""


def test_a_name_that_is_a_legal_form_is_kept() -> None:
    assert company_key("S.A. Ltd") == "sa"


@given(st.text(max_size=NAME_MAX_LENGTH))
def test_a_key_is_bounded_and_is_its_own_key(name: str) -> None:
    key = company_key(name)
    assert len(key) <= NAME_MAX_LENGTH
    assert key == "" or set(key.split()) - legal_forms() or len(key.split()) == 1
    assert company_key(key) == key


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll"], max_codepoint=0xFF), max_size=40))
def test_capitals_do_not_count(name: str) -> None:
    assert company_key(name.upper()) == company_key(name) == company_key(name.lower())
