"""When it happened: dates and times as tired people give them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from tests.fixtures.database import FrontDatabase
from tests.surfaces.portal.conftest import ListStructure
from tests.surfaces.portal.pages import declare, errors, page, text, value_of
from vigie.declarations.models import Declaration

PARIS = ZoneInfo("Europe/Paris")


def noticed(day: str, clock: str) -> dict[str, str]:
    return {"detected_at_0": day, "detected_at_1": clock}


@pytest.mark.parametrize(
    ("day", "clock"),
    [("2025-03-28", "23:50"), ("28/03/2025", "23h50"), ("28.03.2025", "23.50")],
)
def test_a_time_is_read_however_it_is_written(
    declarant: Client, front: FrontDatabase, day: str, clock: str
) -> None:
    declare(declarant, **noticed(day, clock))
    with front.lifted():
        detected_at = Declaration.objects.get().detected_at
    assert detected_at == datetime(2025, 3, 28, 23, 50, tzinfo=PARIS)


def test_a_time_overseas_is_read_in_its_zone(declarant: Client, front: FrontDatabase) -> None:
    declare(declarant, zone="Indian/Reunion", **noticed("2025-03-28", "10:00"))
    with front.lifted():
        detected_at = Declaration.objects.get().detected_at
    assert detected_at == datetime(2025, 3, 28, 10, 0, tzinfo=ZoneInfo("Indian/Reunion"))


@pytest.mark.parametrize("searched", [True, False])
def test_local_time_is_that_of_the_structure_found_in_the_directory(
    declarant: Client, listed: ListStructure, front: FrontDatabase, searched: bool
) -> None:
    here = listed(name="CH DE VALBELLE", region="04", finess="970400123")
    chosen = {"structure_name": "valbelle", "structure": str(here.pk), "searched": "yes"}
    structure = chosen if searched else {"structure_name": "970400123"}
    declare(declarant, zone="local", **structure, **noticed("2025-03-28", "10:00"))
    with front.lifted():
        detected_at = Declaration.objects.get().detected_at
    assert detected_at == datetime(2025, 3, 28, 6, 0, tzinfo=UTC)
    words = text(declarant.get(page("receipt")))
    assert "March 28, 2025, 10 a.m." in words
    assert "Réunion time" in words


def test_a_time_is_shown_in_the_zone_in_which_it_was_given(declarant: Client) -> None:
    declare(declarant, zone="America/Cayenne", **noticed("2025-03-28", "10:00"))
    words = text(declarant.get(page("receipt")))
    assert "March 28, 2025, 10 a.m." in words
    assert "French Guiana time" in words
    assert value_of(declarant.get(page("complete")), "detected_at_1") == "10:00"


def test_a_time_that_has_come_only_overseas_is_not_in_the_future(declarant: Client) -> None:
    there = timezone.localtime(timezone=ZoneInfo("Pacific/Noumea")) - timedelta(minutes=5)
    moment = noticed(there.strftime("%Y-%m-%d"), there.strftime("%H:%M"))
    assert list(errors(declare(declarant, **moment))) == ["detected_at"]
    assert declare(declarant, zone="Pacific/Noumea", **moment).status_code == 302


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("9999-99-99", "10:00"),
        ("0001-01-01", "00:00"),
        ("9999-12-31", "23:59"),
        ("2025-02-30", "10:00"),
        ("2025-03-28", "25:00"),
        ("2025-03-28", ""),
        ("", "10:00"),
        ("yesterday", "at night"),
        ("2025-03-30", "02:30"),  # the clocks jumped over it
    ],
)
def test_a_time_that_never_was_is_refused_at_its_place(
    declarant: Client, day: str, clock: str
) -> None:
    answer = declare(declarant, **noticed(day, clock))
    assert answer.status_code == 422
    assert list(errors(answer)) == ["detected_at"]


def test_the_hour_that_autumn_repeats_is_taken(declarant: Client, front: FrontDatabase) -> None:
    declare(declarant, **noticed("2024-10-27", "02:30"))
    with front.lifted():
        detected_at = Declaration.objects.get().detected_at
    assert detected_at == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)


def test_the_future_is_refused(declarant: Client) -> None:
    tomorrow = timezone.localtime() + timedelta(days=1)
    moment = noticed(tomorrow.strftime("%Y-%m-%d"), tomorrow.strftime("%H:%M"))
    answer = declare(declarant, **moment)
    assert list(errors(answer)) == ["detected_at"]
    assert "in the future" in text(answer)


def test_it_cannot_begin_after_it_was_noticed(declarant: Client) -> None:
    answer = declare(
        declarant,
        **noticed("2025-03-28", "10:00"),
        started_at_0="2025-03-28",
        started_at_1="10:01",
    )
    assert list(errors(answer)) == ["started_at"]


def test_an_unknown_zone_is_refused_and_nothing_breaks(declarant: Client) -> None:
    answer = declare(declarant, zone="Mars/Olympus")
    assert list(errors(answer)) == ["zone"]
