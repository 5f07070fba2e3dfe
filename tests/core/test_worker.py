"""What the worker does by the clock, and that nothing stops it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from tests.fixtures.clock import Later
from vigie.core import journal, outbox, periodic, tasks, throttle, worker
from vigie.core.jobs import open_queue, queue_database
from vigie.core.models import FailedAttempt, JournalCheckpoint, JournalLink, OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Callable[[timedelta], list[str]]:
    """Return what tells the tasks due at each minute of a while."""
    queue = open_queue(queue_database(connection.settings_dict))
    worker.schedule(queue)

    def due(during: timedelta) -> list[str]:
        start = datetime(2019, 5, 1, 12)  # noqa: DTZ001 - as huey asks
        minutes = range(during // timedelta(minutes=1))
        moments = [start + timedelta(minutes=minute) for minute in minutes]
        return [task.name for moment in moments for task in queue.read_periodic(moment)]

    return due


def test_the_journal_is_signed_every_ten_minutes_and_the_past_forgotten_hourly(
    clock: Callable[[timedelta], list[str]],
) -> None:
    hour = clock(timedelta(hours=1))
    assert hour.count("seal_the_journals_state") == 6
    assert hour.count("prune") == 1


def test_ended_sessions_are_forgotten_once_a_day(
    clock: Callable[[timedelta], list[str]],
) -> None:
    assert clock(timedelta(days=1)).count("forget_ended_sessions") == 1


def test_only_the_sessions_that_have_ended_are_forgotten() -> None:
    now = timezone.now()
    for key, ends in (("ended", -timedelta(minutes=1)), ("open", timedelta(hours=1))):
        Session.objects.create(session_key=key, session_data="", expire_date=now + ends)
    tasks.forget_ended_sessions()

    assert [session.session_key for session in Session.objects.all()] == ["open"]


def test_sealing_the_journal_links_what_came_late_and_signs(later: Later) -> None:
    journal.record("a.late", actor="system")
    later(timedelta(hours=2))
    tasks.seal_the_journals_state()

    assert JournalCheckpoint.objects.get().position == 1


def test_what_was_committed_after_a_day_is_linked_by_night(later: Later) -> None:
    journal.record("a.late", actor="system")
    later(timedelta(days=2))
    tasks.seal_the_journals_state()
    assert not JournalLink.objects.exists()
    tasks.go_through_the_journal()
    assert JournalLink.objects.count() == 1


def test_the_whole_journal_and_outbox_are_gone_through_once_a_day(
    clock: Callable[[timedelta], list[str]],
) -> None:
    day = clock(timedelta(days=1))
    assert day.count("go_through_the_journal") == 1
    assert day.count("prune_the_outbox") == 1


def test_pruning_forgets_what_serves_nobody(later: Later) -> None:
    throttle.note_failure("follow", "192.0.2.7")
    later(timedelta(days=2))
    tasks.prune()

    assert not FailedAttempt.objects.exists()


def test_a_breath_links_and_handles(monkeypatch: pytest.MonkeyPatch) -> None:
    handled: list[str] = []
    monkeypatch.setattr(outbox, "_handlers", {})
    outbox.handler("test.thing")(lambda *, thing: handled.append(thing))
    journal.record("a.thing", actor="system")
    outbox.enqueue("test.thing", thing="a")
    worker.link_and_drain(lately=timedelta(minutes=2))

    assert handled == ["a"]
    assert list(journal.unlinked_ids()) == []


def test_a_fault_in_one_part_stops_neither_the_other_nor_the_worker(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(**_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(journal, "link_entries", fail)
    outbox.enqueue("test.unknown", thing="a")
    with caplog.at_level(logging.ERROR):
        worker.link_and_drain(lately=None)

    assert "it will try again" in caplog.text
    assert OutboxMessage.objects.get().attempts == 1


def test_beside_it_does_what_is_done_each_breath_then_what_is_slow(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done: list[str] = []
    monkeypatch.setattr(outbox, "_handlers", {})
    monkeypatch.setattr(outbox, "_lanes", {})
    monkeypatch.setattr(periodic, "_each_breath", [])
    outbox.handler("test.slow", lane=outbox.Lane.SLOW)(lambda *, thing: done.append(thing))

    @periodic.each_breath
    def fails() -> None:
        raise RuntimeError

    @periodic.each_breath
    def follow() -> None:
        done.append("followed")

    outbox.enqueue("test.slow", thing="sent")
    worker.breathe()

    assert done == ["followed", "sent"]
