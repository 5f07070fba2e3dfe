"""What the worker does by the clock for the ground floor."""

from django.core.management import call_command

from vigie.core import journal, outbox, throttle
from vigie.core.periodic import periodic


@periodic(minute="*/10")
def seal_the_journals_state() -> None:
    """Link what long transactions committed late, then sign the head of the chain."""
    journal.link_entries()
    journal.sign_checkpoint()


@periodic(minute="17")
def prune() -> None:
    """Forget failed attempts and messages that serve nobody any more."""
    throttle.prune()
    outbox.prune()


@periodic(minute="43", hour="3")
def forget_ended_sessions() -> None:
    """Remove the sessions of people of the desk that have ended."""
    call_command("clearsessions")
