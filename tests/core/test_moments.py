"""A moment is asked as a date and a time, in a zone that the page names."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from vigie.core.forms import VigieForm, ZonedDateTimeField

pytestmark = pytest.mark.usefixtures("english")

PARIS = ZoneInfo("Europe/Paris")


class Detection(VigieForm):
    at = ZonedDateTimeField(label="Detected at")
    since = ZonedDateTimeField(label="Since", required=False)


def detection(day: str, clock: str) -> Detection:
    return Detection({"at_0": day, "at_1": clock})


def moment(day: str, clock: str) -> datetime:
    form = detection(day, clock)
    assert form.is_valid(), form.errors
    at: datetime = form.cleaned_data["at"]
    return at


def complaint(day: str, clock: str) -> str:
    return str(detection(day, clock).errors.get("at", ""))


def test_a_moment_carries_its_zone() -> None:
    assert moment("2025-01-31", "08:15") == datetime(2025, 1, 31, 7, 15, tzinfo=UTC)
    assert moment("2025-07-31", "08:15") == datetime(2025, 7, 31, 6, 15, tzinfo=UTC)


def test_the_zone_is_that_of_the_instance() -> None:
    with timezone.override("America/Guadeloupe"):
        assert moment("2025-01-31", "08:15") == datetime(2025, 1, 31, 12, 15, tzinfo=UTC)
        assert "America/Guadeloupe" in str(Detection())


@pytest.mark.parametrize(
    ("day", "clock"), [("31/01/2025", "08:15"), ("31.01.2025", "8h15"), ("2025-01-31", "08:15:00")]
)
def test_what_people_type_without_a_picker_is_understood(day: str, clock: str) -> None:
    assert moment(day, clock) == datetime(2025, 1, 31, 7, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "clock", "words"),
    [
        ("", "", "required"),
        ("2025-01-31", "", "both the date and the time"),
        ("", "08:15", "both the date and the time"),
        ("soon", "08:15", "not a date"),
        ("2025-02-30", "08:15", "not a date"),
        ("2025-01-31", "25:00", "not a time"),
        ("0001-01-01", "00:00", "Check the year"),
        ("9999-12-31", "23:59", "Check the year"),
    ],
)
def test_what_is_not_a_moment_is_told(day: str, clock: str, words: str) -> None:
    assert words in complaint(day, clock)


def test_a_time_that_spring_skips_is_refused() -> None:
    assert "went forward" in complaint("2025-03-30", "02:30")
    assert moment("2025-03-30", "03:00")


def test_a_time_that_autumn_repeats_is_the_first_one() -> None:
    assert moment("2025-10-26", "02:30") == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


def test_a_moment_may_be_left_out_where_the_form_says_so() -> None:
    form = detection("2025-01-31", "08:15")
    assert form.is_valid()
    assert form.cleaned_data["since"] is None


def test_what_is_stored_is_shown_in_the_zone() -> None:
    form = Detection(initial={"at": datetime(2025, 7, 31, 6, 15, tzinfo=UTC)})
    page = str(form["at"])
    assert 'value="2025-07-31"' in page
    assert 'value="08:15"' in page


@settings(deadline=None)
@given(st.datetimes(datetime(1975, 1, 1), datetime(2037, 12, 31)))  # noqa: DTZ001 - a wall clock
def test_every_moment_that_comes_back_is_the_one_the_clock_showed(typed: datetime) -> None:
    typed = typed.replace(second=0, microsecond=0, fold=0)
    form = detection(typed.strftime("%Y-%m-%d"), typed.strftime("%H:%M"))
    if form.is_valid():
        shown = form.cleaned_data["at"].astimezone(PARIS)
        assert shown.replace(tzinfo=None, fold=0) == typed
    else:
        # Only the skipped hour: an hour later, the clock shows something else.
        later = typed.replace(tzinfo=PARIS).astimezone(UTC).astimezone(PARIS)
        assert later.replace(tzinfo=None) - typed == timedelta(hours=1)


def test_a_field_alone_answers_the_same() -> None:
    with pytest.raises(ValidationError):
        ZonedDateTimeField().clean(["2025-03-30", "02:30"])
