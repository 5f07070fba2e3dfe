"""Who is on duty when, where nobody is, and where shifts meet."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from tests.factories import duty as nights
from vigie.accounts.enums import Role
from vigie.core.models import JournalEntry
from vigie.incidents.models import Shift
from vigie.incidents.selectors import duty as selectors
from vigie.incidents.services import duty

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.django_db
def test_who_is_on_duty_now_and_next() -> None:
    second = nights.on_duty(line=2, since=NOON - HOUR)
    first = nights.on_duty(line=1, since=NOON - HOUR)
    later = nights.on_duty(line=1, since=NOON + 12 * HOUR)
    nights.on_duty(line=1, since=NOON + 30 * HOUR)

    assert list(selectors.on_duty(NOON)) == [first, second]
    assert selectors.next_on_duty(NOON) == [later]


@pytest.mark.django_db
def test_a_shift_ends_as_the_next_begins() -> None:
    first = nights.on_duty(since=NOON - HOUR, hours=1)
    second = nights.on_duty(since=NOON, hours=1)
    assert list(selectors.on_duty(NOON - timedelta(seconds=1))) == [first]
    assert list(selectors.on_duty(NOON)) == [second]
    assert selectors.overlaps_ahead(NOON - HOUR) == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_who_handles_no_case_is_not_put_on_duty(role: Role) -> None:
    with pytest.raises(duty.CannotBeOnDuty):
        nights.on_duty(cases.person(role))


@pytest.mark.django_db
def test_the_same_shift_is_added_once() -> None:
    person = cases.person()
    nights.on_duty(person, since=NOON)
    with pytest.raises(duty.ShiftExists):
        nights.on_duty(person, since=NOON)
    assert JournalEntry.objects.filter(action="duty.shift_added").count() == 1


@pytest.mark.django_db
def test_the_database_itself_refuses_a_shift_that_ends_before_it_starts() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        nights.on_duty(since=NOON, hours=-1)


@pytest.mark.django_db
def test_a_shift_to_come_is_removed_and_one_that_runs_ends() -> None:
    now = timezone.now()
    coming, running = nights.on_duty(since=now + HOUR), nights.on_duty(since=now - HOUR)
    duty.remove_shift(coming, actor=None)
    duty.remove_shift(running, actor=None, at=now)
    (left,) = Shift.objects.all()
    assert (left, left.ends_at) == (running, now)
    with pytest.raises(duty.ShiftEnded):
        duty.remove_shift(running, actor=None)


@pytest.mark.django_db
def test_a_gap_is_a_time_at_which_nobody_would_be_woken() -> None:
    nights.on_duty(since=NOON - HOUR, hours=5)
    nights.on_duty(line=2, since=NOON + 6 * HOUR, hours=24 * 31)
    assert selectors.gaps_ahead(NOON) == [selectors.Gap(NOON + 4 * HOUR, NOON + 6 * HOUR)]


@pytest.mark.django_db
def test_who_may_no_longer_handle_cases_leaves_a_gap() -> None:
    person = nights.on_duty(since=NOON - HOUR, hours=24 * 20).person
    assert selectors.gaps_ahead(NOON) == []
    person.role = Role.STATISTICIAN
    person.save()
    assert len(selectors.gaps_ahead(NOON)) == 1


@pytest.mark.django_db
def test_two_on_one_line_or_one_on_two_lines_are_pointed_out() -> None:
    person = cases.person()
    nights.on_duty(person, line=1, since=NOON, hours=4)
    nights.on_duty(person, line=2, since=NOON + 2 * HOUR, hours=4)
    nights.on_duty(line=1, since=NOON + 3 * HOUR, hours=4)
    found = selectors.overlaps_ahead(NOON)
    assert [(each.of_one_person, each.starts_at, each.ends_at) for each in found] == [
        (True, NOON + 2 * HOUR, NOON + 4 * HOUR),
        (False, NOON + 3 * HOUR, NOON + 4 * HOUR),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("shifts", [1, 30])
def test_reading_the_roster_costs_the_same_however_long(
    django_assert_num_queries: DjangoAssertNumQueries, shifts: int
) -> None:
    for number in range(shifts):
        nights.on_duty(since=NOON + number * HOUR)
    with django_assert_num_queries(1):
        assert [str(shift.person) for shift in selectors.roster(NOON)]
    with django_assert_num_queries(1):
        selectors.gaps_ahead(NOON)
    with django_assert_num_queries(1):
        assert isinstance(selectors.overlaps_ahead(NOON), list)


def shift(start: int, length: int, line: int = 1, person: int = 1) -> Shift:
    starts_at = NOON + start * HOUR
    return Shift(
        person_id=person, line=line, starts_at=starts_at, ends_at=starts_at + length * HOUR
    )


SHIFTS = st.lists(
    st.builds(
        shift,
        st.integers(-10, 40),
        st.integers(1, 20),
        st.integers(1, 3),
        st.integers(1, 4),
    ),
    max_size=8,
)


@given(SHIFTS)
def test_every_hour_is_in_a_gap_or_covered_never_both(shifts: list[Shift]) -> None:
    until = NOON + 30 * HOUR
    found = list(selectors.gaps(shifts, since=NOON, until=until))
    for number in range(30):
        hour = NOON + number * HOUR
        covered = any(each.starts_at <= hour < each.ends_at for each in shifts)
        in_gap = any(gap.starts_at <= hour < gap.ends_at for gap in found)
        assert covered != in_gap
    assert all(gap.starts_at < gap.ends_at for gap in found)


@given(SHIFTS)
def test_overlaps_are_all_the_pairs_that_meet_and_no_other(shifts: list[Shift]) -> None:
    meeting = sum(
        (one.line == other.line or one.person_id == other.person_id)
        and one.starts_at < other.ends_at
        and other.starts_at < one.ends_at
        for number, one in enumerate(shifts)
        for other in shifts[number + 1 :]
    )
    assert len(list(selectors.overlaps(shifts))) == meeting
