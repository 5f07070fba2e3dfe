"""What was done on a case is in the journal, and is read from it."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from vigie.core import journal
from vigie.core.models import JournalEntry
from vigie.incidents import selectors, services

pytestmark = pytest.mark.django_db


def test_every_change_of_a_case_is_journaled_under_the_one_who_made_it() -> None:
    analyst = cases.person(name="Ana")
    lead = cases.person(name="Lena")
    first, second = cases.waiting(), cases.waiting()

    incident = services.take(first.pk, actor=analyst)
    services.take_into(incident, second.pk, actor=analyst)
    services.assign_lead(incident, lead, actor=analyst)
    services.qualify(incident, cases.values(), revision=None, actor=analyst)
    services.close(incident, actor=lead)
    services.reopen(incident, actor=lead)

    assert [(deed.action, deed.person) for deed in selectors.history([first, second])] == [
        ("incident.opened", "Ana"),
        ("declaration.taken", "Ana"),
        ("declaration.taken", "Ana"),
        ("incident.lead_assigned", "Ana"),
        ("incident.qualified", "Ana"),
        ("incident.closed", "Lena"),
        ("incident.reopened", "Lena"),
    ]


def test_what_the_deadlines_show_beside_it_is_not_said_twice() -> None:
    declaration = cases.waiting()
    touched = {"declaration": str(declaration.pk), "clock": "c"}
    for deed in ("started", "recomputed", "met", "late", "withdrawn"):
        journal.record(f"clock.{deed}", actor="system", **touched)

    assert [deed.action for deed in selectors.history([declaration])] == ["clock.withdrawn"]


def test_the_journal_holds_keys_and_no_name() -> None:
    analyst = cases.person(name="Ana")
    incident = services.take(cases.waiting().pk, actor=analyst)

    opened = JournalEntry.objects.get(action="incident.opened")
    assert opened.actor == f"user:{analyst.pk}"
    assert opened.objects_touched == {"incident": str(incident.pk)}


def test_what_vigie_writes_by_itself_is_under_its_own_name() -> None:
    declaration = cases.waiting()
    services.take(declaration.pk, actor=None)
    assert {deed.actor for deed in selectors.history([declaration])} == {"system"}


def test_what_was_refused_is_not_in_the_history() -> None:
    declaration = cases.waiting()
    incident = services.take(declaration.pk, actor=None)
    for refused in (
        lambda: services.take(declaration.pk, actor=None),
        lambda: services.close(incident, actor=None),
        lambda: services.qualify(incident, cases.values(), revision=3, actor=None),
    ):
        with pytest.raises(services.Refusal):
            refused()
    assert JournalEntry.objects.count() == 2


def test_another_case_is_not_in_the_history() -> None:
    declaration = cases.waiting()
    services.take(declaration.pk, actor=None)
    cases.closed_case()
    assert len(selectors.history([declaration])) == 2


def test_an_empty_case_has_no_history() -> None:
    assert selectors.history([]) == []


def test_a_long_history_takes_as_few_queries_as_a_short_one(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    declaration = cases.waiting()
    incident = services.take(declaration.pk, actor=cases.person())
    for revision in range(30):
        services.qualify(incident, cases.values(), revision=revision or None, actor=cases.person())
    with django_assert_num_queries(4):
        assert len(selectors.history([declaration])) == 32
