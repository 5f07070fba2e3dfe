"""The directory at the desk: who a structure is, and which number one calls."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases, structures
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text

pytestmark = pytest.mark.django_db


def test_a_structure_is_found_with_its_number(analyst: SignedIn) -> None:
    structures.hospital(name="Hôpital du Lac", town="Annecy", phone="04 65 71 00 42")
    structures.hospital(name="Clinique du Port", town="Brest")

    shown = text(analyst.get(page("structures"), {"q": "hopital lac"}))

    assert "04 65 71 00 42" in shown
    assert "Clinique du Port" not in shown


@pytest.mark.parametrize("words", ["", "%", "'\"", "\u202e", "\x07", "a" * 5_000, "xyzzy"])
def test_any_words_may_be_looked_up(analyst: SignedIn, words: str) -> None:
    assert analyst.get(page("structures"), {"q": words}).status_code == 200


def test_its_page_says_how_to_call_it_and_what_it_declared(analyst: SignedIn) -> None:
    listed = structures.hospital(name="Hôpital du Lac", phone="04 65 71 00 42")
    ours = cases.waiting(structure=listed)
    elsewhere = cases.waiting(structure=listed, realm="exercise:cyber")

    shown = text(analyst.get(page("structure", listed.finess)))

    assert 'href="tel:0465710042"' in shown
    assert ours.reference in shown
    assert elsewhere.reference not in shown


def test_a_structure_without_a_number_says_so(analyst: SignedIn) -> None:
    shown = text(analyst.get(page("structure", structures.hospital().finess)))
    assert "The directory holds no telephone number of this structure." in shown
    assert "tel:" not in shown


def test_the_page_of_a_declaration_leads_to_it(analyst: SignedIn) -> None:
    listed = structures.hospital()
    shown = text(analyst.get(page("declaration", cases.waiting(structure=listed).reference)))
    assert page("structure", listed.finess) in shown


@pytest.mark.parametrize("finess", ["350000000", "x", "😀", "'; --"])
def test_what_the_directory_does_not_list_is_not_found(analyst: SignedIn, finess: str) -> None:
    assert analyst.get(page("structure", finess)).status_code == 404


def test_an_officer_looks_nothing_up(officer: SignedIn) -> None:
    assert officer.get(page("structures")).status_code == 403
    assert officer.get(page("structure", structures.hospital().finess)).status_code == 403


def test_the_number_of_queries_does_not_grow(
    analyst: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    listed = structures.hospital()
    for _ in range(12):
        cases.waiting(structure=listed)
    with django_assert_max_num_queries(12):
        analyst.get(page("structure", listed.finess))
