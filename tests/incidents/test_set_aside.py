"""A suggestion that was set aside by mistake is read again, and brought back."""

from datetime import timedelta

import pytest

from tests.factories import cases
from vigie.accounts.enums import Role
from vigie.core.models import JournalEntry
from vigie.declarations.models import Declaration
from vigie.incidents import selectors, services

pytestmark = pytest.mark.django_db


def customer() -> Declaration:
    """Return a waiting declaration of a customer of one provider."""
    number = Declaration.objects.count()
    return cases.waiting(
        provider="Nébulis",
        provider_key="nebulis",
        structure_name=f"Customer {number}",
        received_at=cases.RECEIVED + timedelta(hours=number),
    )


def test_brought_back_it_is_suggested_again_and_the_journal_says_who_did() -> None:
    ana = cases.person()
    one, other = customer(), customer()
    services.dismiss(one, other, actor=ana)
    assert selectors.waiting_like(one) == []

    for read in (one, other):
        (aside,) = selectors.set_aside_of(ana, read)
        assert aside.other == (other if read is one else one)
        assert aside.dismissal.dismissed_by == ana
    (aside,) = selectors.set_aside_of(ana, one)
    services.suggest_again(aside.dismissal, one, aside.other, actor=ana)

    assert [each.declaration for each in selectors.waiting_like(one)] == [other]
    assert selectors.set_aside_of(ana, one) == selectors.set_aside_of(ana, other) == []
    deed = JournalEntry.objects.get(action="incident.suggestion_brought_back")
    assert set(deed.objects_touched.values()) == {str(one.pk), str(other.pk)}


def test_brought_back_by_two_at_once_it_is_done_once() -> None:
    ana = cases.person()
    one, other = customer(), customer()
    services.dismiss(one, other, actor=ana)
    (aside,) = selectors.set_aside_of(ana, one)
    for _ in range(2):
        services.suggest_again(aside.dismissal, one, aside.other, actor=ana)
    assert JournalEntry.objects.filter(action="incident.suggestion_brought_back").count() == 1


def test_a_case_shows_what_was_set_aside_of_all_that_it_has_become() -> None:
    ana = cases.person()
    early = customer()
    before_it_was_taken, of_the_merged, own = (
        customer(),
        customer(),
        services.take(customer().pk, actor=None),
    )
    services.dismiss(early, before_it_was_taken, actor=ana)
    merged = services.take(customer().pk, actor=None)
    services.dismiss(merged, of_the_merged, actor=ana)
    survivor = services.take(early.pk, actor=None)
    services.dismiss(own, survivor, actor=ana)
    services.merge(merged, survivor, actor=ana)

    aside = [each.other for each in selectors.set_aside_of_case(ana, survivor)]
    assert aside == [own, of_the_merged, before_it_was_taken]
    assert [each.of_a_case for each in selectors.set_aside_of_case(ana, survivor)] == [
        True,
        False,
        False,
    ]


def test_judged_apart_and_brought_together_since_is_set_aside_no_more() -> None:
    ana = cases.person()
    one, other = customer(), customer()
    services.dismiss(one, other, actor=ana)
    incident = services.take(one.pk, actor=ana)
    services.take_into(incident, other.pk, actor=ana)
    assert selectors.set_aside_of_case(ana, incident) == []


def test_who_handles_no_case_is_shown_nothing() -> None:
    one, other = customer(), customer()
    services.dismiss(one, other, actor=None)
    officer = cases.person(role=Role.AUTHORITY, authority="ars", regions=["53"])
    assert selectors.set_aside_of(officer, one) == []
