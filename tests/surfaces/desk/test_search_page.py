"""The desk's search box: any words, and a reference typed in any way."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.incidents import services
from vigie.incidents.tasks.search import keep_the_search_in_step

pytestmark = pytest.mark.django_db
HOSTILE = [
    "", "%", "_", "é", "😀", "' OR 1=1 --", '"', "'", "a:* | b", "!(x)", "NEAR(a b)", "text:x",
    "-x", "a AND", "OR", "*", "\u202e", "\x07", "^a", "{a b}", "a" * 10_000, "ab " * 5_000,
]  # fmt: skip


@pytest.mark.parametrize("typed", ["{}", "{} ", "  {}", "{}\t"])
def test_a_reference_typed_in_any_way_leads_to_its_page(analyst: SignedIn, typed: str) -> None:
    declaration = cases.waiting()
    incident = cases.open_case()
    for found, name in ((declaration, "declaration"), (incident, "case")):
        words = typed.format(found.reference.lower().replace("-", " "))
        answer = analyst.get(page("search"), {"q": words})
        assert answer.headers["Location"] == page(name, found.reference)


@pytest.mark.parametrize("words", HOSTILE)
def test_any_words_may_be_searched(analyst: SignedIn, words: str) -> None:
    cases.waiting()
    keep_the_search_in_step()
    assert analyst.get(page("search"), {"q": words}).status_code == 200


def test_an_officer_searches_its_notices_only(officer: SignedIn) -> None:
    assert officer.get(page("search"), {"q": "essais"}).status_code == 403


def test_what_is_found_is_shown_as_in_the_lists(analyst: SignedIn) -> None:
    cases.waiting(structure_name="Hôpital du Lac", structure_town="Annecy")
    taken = cases.open_case(structure_name="Clinique du Port", structure_town="Annecy")
    cases.waiting(structure_name="Clinique du Nord", structure_town="Lille")
    keep_the_search_in_step()

    shown = text(analyst.get(page("search"), {"q": "annecy"}))

    assert "2 found for “annecy”" in shown
    assert "Hôpital du Lac" in shown
    assert page("case", taken.reference) in shown
    assert "Clinique du Nord" not in shown


def test_the_words_typed_are_kept_in_the_box(analyst: SignedIn) -> None:
    assert 'value="&lt;b&gt; brest"' in text(analyst.get(page("search"), {"q": "<b> brest"}))


def test_the_number_of_queries_does_not_grow_with_what_is_found(
    analyst: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def fill(rows: int) -> None:
        for _ in range(rows):
            cases.waiting(structure_town="Annecy")
            services.qualify(
                cases.open_case(analyst.user, structure_town="Annecy"),
                cases.values(),
                revision=None,
                actor=analyst.user,
            )
        keep_the_search_in_step()

    fill(1)
    with django_assert_max_num_queries(11) as with_one:
        analyst.get(page("search"), {"q": "annecy"})
    fill(30)
    with django_assert_max_num_queries(len(with_one)):
        assert len(analyst.get(page("search"), {"q": "annecy"}).context["rows"]) == 25
