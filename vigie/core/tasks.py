"""What the worker does by the clock for the ground floor."""

from datetime import timedelta

from django.core.management import call_command

from vigie.core import journal, outbox, throttle
from vigie.core.periodic import periodic

# No transaction is as long: what was committed later yet is looked for by night, and as a worker
# starts.
LATELY = timedelta(days=1)


@periodic(minute="*/10")
def seal_the_journals_state() -> None:
    """Link what long transactions committed late, then sign the head of the chain."""
    journal.link_entries(lately=LATELY)
    journal.sign_checkpoint()


@periodic(minute="57", hour="0")
def go_through_the_journal() -> None:
    """Link, once a night, whatever is not linked of all that there is."""
    journal.link_entries()


@periodic(minute="17")
def prune() -> None:
    """Forget failed attempts that slow nobody any more."""
    throttle.prune()


@periodic(minute="47", hour="0")
def prune_the_outbox() -> None:
    """Forget the messages that were handled long ago."""
    outbox.prune()


@periodic(minute="43", hour="3")
def forget_ended_sessions() -> None:
    """Remove the sessions of people of the desk that have ended."""
    call_command("clearsessions")
