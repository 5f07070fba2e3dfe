"""The worker: runs the queue, and at each breath links the journal and empties the outbox."""

import logging
import signal
from collections.abc import Callable
from datetime import timedelta
from threading import Event, Thread

from django.db import close_old_connections, connection
from huey import Huey, crontab
from huey.api import Task
from huey.consumer import Consumer

from vigie.core import journal, outbox, periodic
from vigie.core.jobs import queue

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
    beside = Thread(target=work_beside, args=(stop,), name="beside", daemon=True)
    beside.start()
    link_and_drain(lately=None)
    breaths = 0
    while not stop.wait(BREATH_SECONDS):
        close_old_connections()
        link_and_drain(lately=LATELY)
        breaths += 1
        if breaths % BREATHS_BETWEEN_HEALTH_CHECKS == 0:
            consumer.check_worker_health()
    consumer.stop(graceful=True)
    beside.join(SECONDS_TO_FINISH)
    attempt(lambda: journal.link_entries(lately=LATELY))


def schedule(queue: Huey) -> None:
    """Put what every floor wants done periodically on the queue's clock."""
    for task in periodic.registered():
        queue.periodic_task(crontab(minute=task.minute, hour=task.hour))(task.work)
    queue.pre_execute()(_refresh_connections)


def _refresh_connections(_task: Task) -> None:
    close_old_connections()


def link_and_drain(*, lately: timedelta | None) -> None:
    """Link the journal's new entries and handle the outbox's due messages."""
    attempt(lambda: journal.link_entries(lately=lately))
    attempt(outbox.drain)


def work_beside(stop: Event) -> None:
    """Do, until told to stop, what waits for machines of others: it delays no call of the duty."""
    while not stop.wait(BREATH_SECONDS):
        close_old_connections()
        breathe()
    connection.close()


def breathe() -> None:
    """Do what is done at each breath, then handle the outbox's slow messages."""
    for work in periodic.done_each_breath():
        attempt(work)
    attempt(lambda: outbox.drain(SLOW_AT_ONCE, slow=True))


def attempt(work: Callable[[], object]) -> None:
    """Do something; if it fails, tell it and go on, since it will be tried again.

    A database that restarts must not stop the worker.
    """
    try:
        work()
    except Exception:
        logger.exception("The worker could not do its round; it will try again")
