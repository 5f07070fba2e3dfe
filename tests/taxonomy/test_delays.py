"""Delays: elapsed hours whatever the clocks on the wall do, months of the calendar."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.taxonomy.regimes.delays import PARIS, Delay, parse

zones = st.sampled_from([UTC, PARIS, timezone(timedelta(hours=-4)), timezone(timedelta(hours=11))])
moments = st.datetimes(
    min_value=datetime(2000, 1, 1),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(2099, 1, 1),  # noqa: DTZ001
    timezones=zones,
)
delays = st.one_of(
    st.integers(1, 2000).map(lambda hours: Delay(hours=hours)),
    st.integers(1, 24).map(lambda months: Delay(months=months)),
)


@pytest.mark.parametrize(
    ("start", "due"),
    [
        # The night of 28 to 29 March 2026 has no hour between two and three.
        ("2026-03-27T10:00+01:00", "2026-03-30T11:00+02:00"),
        # The night of 24 to 25 October 2026 has it twice.
        ("2026-10-23T10:00+02:00", "2026-10-26T09:00+01:00"),
        ("2026-12-24T18:30+01:00", "2026-12-27T18:30+01:00"),
    ],
)
def test_72_hours_are_elapsed_hours(start: str, due: str) -> None:
    found = Delay(hours=72).due(datetime.fromisoformat(start))
    assert found is not None
    assert found.isoformat(timespec="minutes") == due


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2026-01-15T09:00+01:00", "2026-02-15T23:59+01:00"),
        ("2026-01-31T09:00+01:00", "2026-02-28T23:59+01:00"),
        ("2028-01-31T09:00+01:00", "2028-02-29T23:59+01:00"),
        ("2026-12-31T09:00+01:00", "2027-01-31T23:59+01:00"),
        ("2026-03-05T09:00+01:00", "2026-04-05T23:59+02:00"),
        # Still the 14th in Greenwich, already the 15th in Paris.
        ("2026-06-14T22:30+00:00", "2026-07-15T23:59+02:00"),
    ],
)
def test_a_month_ends_with_the_day_of_the_same_number(start: str, due: str) -> None:
    found = Delay(months=1).due(datetime.fromisoformat(start))
    assert found is not None
    assert found.isoformat(timespec="minutes") == due


@given(moment=moments, hours=st.integers(1, 2000))
def test_hours_are_never_lost_nor_won(moment: datetime, hours: int) -> None:
    due = Delay(hours=hours).due(moment)
    assert due is not None
    assert due.astimezone(UTC) - moment.astimezone(UTC) == timedelta(hours=hours)


@given(moment=moments, delay=delays)
def test_a_time_is_aware_in_paris_and_after_its_start(moment: datetime, delay: Delay) -> None:
    due = delay.due(moment)
    assert due is not None
    assert due.tzinfo is PARIS
    assert due.timestamp() > moment.timestamp()


@given(one=moments, other=moments, delay=delays)
def test_who_knew_earlier_is_never_due_later(one: datetime, other: datetime, delay: Delay) -> None:
    first, second = sorted((one, other), key=datetime.timestamp)
    earlier, later = delay.due(first), delay.due(second)
    assert earlier is not None
    assert later is not None
    assert earlier.timestamp() <= later.timestamp()


def test_without_delay_has_no_time() -> None:
    assert parse("without_delay").due(datetime.now(UTC)) is None


def test_delays_are_read() -> None:
    assert [parse("PT24H"), parse("PT72H"), parse("P1M")] == [
        Delay(hours=24),
        Delay(hours=72),
        Delay(months=1),
    ]


@pytest.mark.parametrize(
    "text", ["", "72H", "PT0H", "P0M", "P1D", "PT72M", "P1M2M", "-PT1H", "soon"]
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a delay"):
        parse(text)
