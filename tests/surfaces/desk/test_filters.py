"""A person keeps ways to see the lists, each a tab with its counter."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.incidents.models import SavedFilter

pytestmark = pytest.mark.django_db


def keep(who: SignedIn, name: str, query: str = "list=queue&realm=live&region=53") -> str:
    return text(who.post(f"{page('keep_filter')}?{query}", {"name": name}, follow=True))


def test_a_filter_is_kept_under_a_name_and_counts(analyst: SignedIn) -> None:
    cases.waiting(region="53", structure_name="From Rennes")
    cases.waiting(region="11", structure_name="From Paris")
    shown = keep(analyst, "My region")
    assert "Filter kept" in shown
    assert "My region (1)" in shown
    assert "From Paris" not in shown
    assert "My region (1)" in text(analyst.get(page("queue")))


def test_a_filter_of_the_cases_keeps_its_view(analyst: SignedIn, colleague: SignedIn) -> None:
    cases.open_case(analyst.user, kind="phishing", structure_name="Mine")
    cases.open_case(colleague.user, kind="phishing", structure_name="Theirs")
    shown = keep(analyst, "My phishing", "list=cases&realm=live&show=mine&kind=phishing")
    assert "My phishing (1)" in shown
    assert "Theirs" not in shown
    assert "My phishing" not in text(analyst.get(page("queue")))
    assert "My phishing" not in text(colleague.get(page("cases")))


def test_two_filters_may_not_have_one_name_and_ten_are_enough(analyst: SignedIn) -> None:
    keep(analyst, "One")
    assert "under this name already" in keep(analyst, "One")
    for rank in range(9):
        keep(analyst, f"Other {rank}")
    assert "forget one first" in keep(analyst, "Eleventh")
    assert SavedFilter.objects.count() == 10


@pytest.mark.parametrize("name", ["", " ", "x" * 41])
def test_a_filter_needs_a_name(analyst: SignedIn, name: str) -> None:
    assert "40 characters at most" in keep(analyst, name)


@pytest.mark.parametrize("query", ["", "list=x", "list=queue&show=mine", "list=queue&region=xx"])
def test_what_no_list_shows_is_not_found(analyst: SignedIn, query: str) -> None:
    answer = analyst.post(f"{page('keep_filter')}?{query}", {"name": "x"})
    assert answer.status_code == 404


def test_a_filter_is_forgotten_by_whoever_kept_it(analyst: SignedIn, colleague: SignedIn) -> None:
    keep(analyst, "<b>My region")
    kept = SavedFilter.objects.get()
    assert "&lt;b&gt;My region" in text(analyst.get(page("queue"), {"region": "53"}))
    assert colleague.post(page("forget_filter", str(kept.pk))).status_code == 404
    analyst.post(page("forget_filter", str(kept.pk)))
    assert not SavedFilter.objects.exists()


def test_counters_of_many_filters_cost_no_further_query(
    analyst: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(12) as without:
        analyst.get(page("queue"))
    before = len(without)
    for rank in range(10):
        keep(analyst, f"Filter {rank}")
    with django_assert_max_num_queries(before):
        analyst.get(page("queue"))


def test_a_filter_keeps_the_provider_and_the_row_leads_to_it(analyst: SignedIn) -> None:
    cases.waiting(provider="Dédalus & Co", provider_key="dedalus", structure_name="Theirs")
    cases.waiting(structure_name="Of nobody")
    row = text(analyst.get(page("queue")))
    assert "?realm=live&amp;provider=D%C3%A9dalus%20%26%20Co" in row
    shown = keep(analyst, "Their failure", "list=queue&realm=live&provider=dedalus")
    assert "Their failure (1)" in shown
    assert "Theirs" in shown
    assert "Of nobody" not in shown
    assert SavedFilter.objects.get().provider == "dedalus"


@pytest.mark.parametrize("name", ["queue", "cases"])
def test_a_provider_that_nobody_named_shows_an_empty_list(analyst: SignedIn, name: str) -> None:
    cases.waiting()
    cases.open_case()
    answer = analyst.get(page(name), {"provider": "<b>Nobody"})
    assert answer.status_code == 200
    assert answer.context["listing"].count == 0
    assert "&lt;b&gt;Nobody" in text(answer)
