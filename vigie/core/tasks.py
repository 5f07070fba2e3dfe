"""What the worker does by the clock. Loaded by the worker only."""

from django.core.management import call_command
from django.db import close_old_connections
from huey import crontab
from huey.api import Task

from vigie.core import journal, outbox, throttle
from vigie.core.jobs import queue


def seal_the_journals_state() -> None:
    """Link what long transactions committed late, then sign the head of the chain."""
    journal.link_entries()
    journal.sign_checkpoint()


def prune() -> None:
    """Forget failed attempts and messages that serve nobody any more."""
    throttle.prune()
    outbox.prune()


def forget_ended_sessions() -> None:
    """Remove the sessions of people of the desk that have ended."""
    call_command("clearsessions")


def schedule() -> None:
    """Put these tasks on the queue's clock. Called once, by the worker."""
    queue.periodic_task(crontab(minute="*/10"))(seal_the_journals_state)
    queue.periodic_task(crontab(minute="17"))(prune)
    queue.periodic_task(crontab(minute="43", hour="3"))(forget_ended_sessions)
    queue.pre_execute()(_refresh_connections)


def _refresh_connections(_task: Task) -> None:
    close_old_connections()
