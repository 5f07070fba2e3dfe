"""The worker: runs the queue, and at each breath links the journal and empties the outbox.

Each lane of the outbox has a thread of its own, so that none waits for another.
"""

import logging
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

from django.db import close_old_connections, connection
from huey import Huey, crontab
from huey.api import Task
from huey.consumer import Consumer

from vigie.core import journal, outbox, periodic
from vigie.core.jobs import queue
from vigie.core.outbox import Lane

logger = logging.getLogger(__name__)

BREATH_SECONDS = 1
BREATHS_BETWEEN_HEALTH_CHECKS = 10
# Younger than this, an entry is looked for at each breath; older, every ten minutes.
LATELY = timedelta(minutes=2)
SECONDS_TO_FINISH = 10
# A receiver is waited for ten seconds at most: so many, and the worker asks whether to stop.
SLOW_AT_ONCE = 5


class QuietConsumer(Consumer):  # type: ignore[misc]
    """huey's consumer, which leaves signals to whoever runs it."""

    def _set_signal_handlers(self) -> None:
        """Do nothing: `run` has set its own, of which none restarts the process."""


def run() -> None:
    """Work until told to stop by SIGINT, SIGTERM or SIGHUP; finish what is begun."""
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    schedule(queue)
    queue.storage.create_tables()
    consumer = QuietConsumer(queue, workers=2, shutdown_timeout=SECONDS_TO_FINISH)
    consumer.start()
    beside = start_beside(stop)
    link_and_drain(lately=None)
    breaths = 0
    while not stop.wait(BREATH_SECONDS):
        close_old_connections()
        link_and_drain(lately=LATELY)
        breaths += 1
        if breaths % BREATHS_BETWEEN_HEALTH_CHECKS == 0:
            consumer.check_worker_health()
    consumer.stop(graceful=True)
    until = time.monotonic() + SECONDS_TO_FINISH
    for thread in beside:
        thread.join(max(until - time.monotonic(), 0))
    attempt(lambda: journal.link_entries(lately=LATELY))


def schedule(queue: Huey) -> None:
    """Put what every floor wants done periodically on the queue's clock."""
    for task in periodic.registered():
        queue.periodic_task(crontab(minute=task.minute, hour=task.hour))(task.work)
    queue.pre_execute()(_refresh_connections)


def _refresh_connections(_task: Task) -> None:
    close_old_connections()


def link_and_drain(*, lately: timedelta | None) -> None:
    """Link the journal's new entries and handle the outbox's ordinary messages that are due."""
    attempt(lambda: journal.link_entries(lately=lately))
    attempt(lambda: outbox.drain(lanes={Lane.ORDINARY}))


def start_beside(stop: Event) -> list[Thread]:
    """Start, beside the ordinary round, a thread for each other lane of the outbox."""
    rounds = {"calls": ring, "urgent": hurry, "slow": breathe}
    threads = [
        Thread(target=work_beside, args=(work, stop), name=name, daemon=True)
        for name, work in rounds.items()
    ]
    for thread in threads:
        thread.start()
    return threads


def work_beside(work: Callable[[], None], stop: Event) -> None:
    """Do a round of `work` at each breath, until told to stop."""
    while not stop.wait(BREATH_SECONDS):
        close_old_connections()
        work()
    connection.close()


def ring() -> None:
    """Handle the outbox's calls: neither a mail nor a machine of others delays them."""
    attempt(lambda: outbox.drain(lanes={Lane.CALL}))


def hurry() -> None:
    """Handle the outbox's urgent messages, which wait for no ordinary mail."""
    attempt(lambda: outbox.drain(lanes={Lane.URGENT}))


def breathe() -> None:
    """Do what is done at each breath, then handle the outbox's slow messages."""
    for work in periodic.done_each_breath():
        attempt(work)
    attempt(lambda: outbox.drain(SLOW_AT_ONCE, lanes={Lane.SLOW}))


def attempt(work: Callable[[], object]) -> None:
    """Do something; if it fails, tell it and go on, since it will be tried again.

    A database that restarts must not stop the worker.
    """
    try:
        work()
    except Exception:
        logger.exception("The worker could not do its round; it will try again")
