"""How a tab is counted is written once, and what it counts is counted each time."""

import pytest
from django.utils import timezone

from tests.factories import cases
from vigie.core.counts import bounded_counts
from vigie.declarations.models import Declaration
from vigie.incidents import selectors, services
from vigie.incidents.selectors import Listed, Narrowing, Show

pytestmark = pytest.mark.django_db


def counted(listed: Listed, narrowing: Narrowing) -> int:
    return bounded_counts({"rows": listed.counting(narrowing)})["rows"]


def test_what_came_since_is_counted() -> None:
    queue, everything = Listed(selectors.to_triage, ("live",)), Narrowing()
    assert counted(queue, everything) == 0
    cases.waiting()
    assert counted(queue, everything) == 1
    assert queue.counting(everything) is queue.counting(Narrowing())


def test_what_became_late_since_is_counted() -> None:
    queue, late = Listed(selectors.to_triage, ("live",)), Narrowing(show=Show.LATE)
    declaration = cases.waiting(received_at=timezone.now())
    assert counted(queue, late) == 0
    Declaration.objects.filter(pk=declaration.pk).update(next_due_at=timezone.now())
    assert counted(queue, late) == 1


def test_each_counts_what_is_theirs() -> None:
    ana, ben = cases.person(name="Ana"), cases.person(name="Ben")
    services.take(cases.waiting().pk, actor=ana)
    mine = Narrowing(show=Show.MINE)
    assert counted(Listed(selectors.shown_cases, ("live", ana.pk)), mine) == 1
    assert counted(Listed(selectors.shown_cases, ("live", ben.pk)), mine) == 0
    assert counted(Listed(selectors.shown_cases, ("demo", ana.pk)), mine) == 0
