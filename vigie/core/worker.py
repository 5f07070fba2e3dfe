"""The worker: runs the queue, and between two breaths empties the outbox and links the journal."""

import logging
import signal
from datetime import timedelta
from threading import Event

from django.db import close_old_connections
from huey.consumer import Consumer

from vigie.core import journal, outbox, tasks
from vigie.core.jobs import queue

logger = logging.getLogger(__name__)

BREATH_SECONDS = 1
BREATHS_BETWEEN_HEALTH_CHECKS = 10
# Younger than this, an entry is looked for at each breath; older, every ten minutes.
LATELY = timedelta(minutes=2)
SECONDS_TO_FINISH = 10


class QuietConsumer(Consumer):  # type: ignore[misc]
    """huey's consumer, which leaves signals to whoever runs it."""

    def _set_signal_handlers(self) -> None:
        """Do nothing: `run` has set its own, of which none restarts the process."""


def run() -> None:
    """Work until told to stop by SIGINT, SIGTERM or SIGHUP; finish what is begun."""
    stop = Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    tasks.schedule()
    queue.storage.create_tables()
    consumer = QuietConsumer(queue, workers=1, shutdown_timeout=SECONDS_TO_FINISH)
    consumer.start()
    breathe(link_lately=None)
    breaths = 0
    while not stop.wait(BREATH_SECONDS):
        breathe(link_lately=LATELY)
        breaths += 1
        if breaths % BREATHS_BETWEEN_HEALTH_CHECKS == 0:
            consumer.check_worker_health()
    consumer.stop(graceful=True)


def breathe(*, link_lately: timedelta | None) -> None:
    """Handle the outbox's due messages and link the journal's new entries.

    Whatever fails is told and tried again at the next breath: a database that restarts must
    not stop the worker.
    """
    close_old_connections()
    try:
        outbox.drain()
        journal.link_entries(lately=link_lately)
    except Exception:
        logger.exception("The worker could not do its round; it will try again")
