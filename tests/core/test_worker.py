"""What the worker does by the clock, and that nothing stops it."""

import logging
from datetime import datetime, timedelta

import pytest
from django.db import connection

from tests.fixtures.clock import Later
from vigie.core import journal, outbox, tasks, throttle, worker
from vigie.core.jobs import open_queue, queue_database
from vigie.core.models import FailedAttempt, JournalCheckpoint, OutboxMessage

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the tasks due at each minute of an hour."""
    queue = open_queue(queue_database(connection.settings_dict))
    monkeypatch.setattr(tasks, "queue", queue)
    tasks.schedule()
    hour = [datetime(2019, 5, 1, 12, minute) for minute in range(60)]  # noqa: DTZ001 - as huey asks
    return [task.name for minute in hour for task in queue.read_periodic(minute)]


def test_the_journal_is_signed_every_ten_minutes_and_the_past_forgotten_hourly(
    clock: list[str],
) -> None:
    assert clock.count("seal_the_journals_state") == 6
    assert clock.count("prune") == 1


def test_sealing_the_journal_links_what_came_late_and_signs(later: Later) -> None:
    journal.record("a.late", actor="system")
    later(timedelta(hours=2))
    tasks.seal_the_journals_state()

    assert JournalCheckpoint.objects.get().position == 1


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
