"""Open cases: the most dangerous first, then the most overdue, then the oldest."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from tests.factories import cases
from vigie.declarations.services import mark_late
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident
from vigie.incidents.selectors import Narrowing, Show

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def listed(**narrowing: Any) -> list[str]:
    """Return the structures of the open cases, in their order."""
    found = selectors.with_first_declaration(selectors.open_cases("live", Narrowing(**narrowing)))
    return [row.structure_name for row in found]


def opened(name: str, *, days: int = 0, **declared: Any) -> Incident:
    """Open a case some days later than another."""
    declaration = cases.waiting(structure_name=name, **declared)
    return services.take(declaration.pk, actor=None, at=cases.RECEIVED + days * DAY)


def test_danger_comes_first_then_what_is_overdue_then_age() -> None:
    opened("newer", days=1)
    opened("older")
    opened("report due", days=2, next_due_at=cases.RECEIVED + 3 * DAY)
    opened("report late", days=2, late_since=cases.RECEIVED + DAY)
    opened("patients in danger", days=3, endangerment="proven")
    assert listed() == ["patients in danger", "report late", "report due", "older", "newer"]


def test_once_qualified_the_reading_of_the_csirt_counts() -> None:
    feared = opened("feared", endangerment="proven")
    opened("not known")
    harmless = cases.values(endangerment="none", care_impact="none", kind="phishing")
    services.qualify(feared, harmless, revision=None, actor=None)
    assert listed() == ["not known", "feared"]
    assert listed(kind="phishing") == ["feared"]

    services.qualify(feared, cases.values(endangerment="proven"), revision=1, actor=None)
    assert listed() == ["feared", "not known"]


def test_a_case_is_as_grave_as_the_gravest_that_it_gathers_and_belongs_to_each_region() -> None:
    opened("other", endangerment="potential")
    incident = opened("first", endangerment="none", care_impact="none", region="53")
    assert listed() == ["other", "first"]
    services.take_into(incident, cases.waiting(endangerment="proven", region="11").pk, actor=None)
    assert listed() == ["first", "other"]
    assert listed(region="11") == ["first"]
    assert listed(region="53") == ["first", "other"]
    assert listed(region="76") == []


def test_the_most_urgent_help_wanted_is_what_a_case_says() -> None:
    incident = opened("first", help_wanted="advice", help_urgency="this_week")
    urgent = cases.waiting(help_wanted="on_site", help_urgency="immediate")
    services.take_into(incident, urgent.pk, actor=None)
    opened("manages alone")
    incident.refresh_from_db()
    assert (incident.help_wanted, incident.help_urgency) == ("on_site", "immediate")
    assert listed(show=Show.HELP) == ["first"]


def test_mine_those_of_nobody_and_those_that_are_late() -> None:
    ana = cases.person()
    mine = services.take(cases.waiting(structure_name="mine").pk, actor=ana)
    opened("of nobody")
    opened("late", late_since=timezone.now() - DAY)
    found = selectors.open_cases("live", Narrowing(show=Show.MINE), reader=ana.pk)
    assert list(found) == [mine]
    assert listed(show=Show.MINE) == []
    assert set(listed(show=Show.UNLED)) == {"of nobody", "late"}
    assert listed(show=Show.LATE) == ["late"]


def test_a_deadline_that_passes_makes_a_case_late_without_anybody_writing_it() -> None:
    opened("first", next_due_at=timezone.now() - timedelta(seconds=1))
    opened("second", next_due_at=timezone.now() + DAY)
    assert listed(show=Show.LATE) == ["first"]
    mark_late()
    assert listed(show=Show.LATE) == ["first"]
    assert services.refresh_standings() == 0


def test_a_closed_case_is_listed_by_the_time_of_its_end() -> None:
    earlier, later = cases.closed_case(), cases.closed_case()
    Incident.objects.filter(pk=later.pk).update(closed_at=cases.RECEIVED + DAY)
    assert list(selectors.closed_cases("live")) == [later, earlier]
    assert list(selectors.closed_cases("live", Narrowing(region="76"))) == []
