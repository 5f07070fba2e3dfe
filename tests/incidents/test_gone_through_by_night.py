"""Each minute the clock looks at what came lately; once a night, at all that there is."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from tests.factories import cases
from tests.fixtures.clock import Later
from vigie.core import periodic
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident, IncidentDeclaration, SearchEntry
from vigie.incidents.tasks import grouping, search

pytestmark = pytest.mark.django_db
MUCH_LATER = timedelta(days=3)


def hang_on_a_merged_case() -> tuple[Incident, Incident]:
    """Merge a case at this moment, and hang a declaration on it as somebody did meanwhile."""
    merged, survivor = cases.open_case(), cases.open_case()
    services.merge(merged, survivor, actor=None, at=timezone.now())
    IncidentDeclaration.objects.create(
        incident=merged, declaration=cases.waiting(), taken_at=cases.RECEIVED, taken_by=None
    )
    return merged, survivor


def test_what_came_lately_is_found_within_a_minute() -> None:
    cases.waiting(structure_town="Annecy")
    search.keep_the_search_in_step()
    assert selectors.found(cases.person(), "live", "annecy").exists()


def test_what_is_missing_of_old_is_found_after_a_night(later: Later) -> None:
    cases.waiting(structure_town="Annecy")
    incident = cases.open_case()
    SearchEntry.objects.all().delete()
    later(MUCH_LATER)
    search.keep_the_search_in_step()
    assert not SearchEntry.objects.exists()
    search.go_through_the_search()
    assert selectors.found(cases.person(), "live", "annecy").exists()
    assert SearchEntry.objects.filter(incident=incident).exists()


def test_what_was_hung_on_a_case_just_merged_is_brought_within_a_minute() -> None:
    merged, survivor = hang_on_a_merged_case()
    grouping.bring_what_was_left_behind()
    assert (merged.links.count(), survivor.links.count()) == (0, 3)


def test_what_hangs_on_a_case_merged_long_ago_is_brought_by_night(later: Later) -> None:
    merged, survivor = hang_on_a_merged_case()
    later(MUCH_LATER)
    grouping.bring_what_was_left_behind()
    assert merged.links.count() == 1
    grouping.go_through_all_merged()
    assert (merged.links.count(), survivor.links.count()) == (0, 3)


def test_support_that_the_duty_knows_of_is_not_looked_at_again() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
        plan = selectors.unanswered_support().explain()
    assert "support_to_remind" in plan


@pytest.mark.parametrize("work", [search.go_through_the_search, grouping.go_through_all_merged])
def test_all_is_gone_through_once_a_night(work: periodic.Work) -> None:
    (task,) = [each for each in periodic.registered() if each.work is work]
    assert task.hour.isdigit()
    assert task.minute.isdigit()
