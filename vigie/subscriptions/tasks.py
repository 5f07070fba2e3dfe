"""What the worker does for machines that are told of events. Each may run twice without harm."""

import uuid

from vigie.core import outbox
from vigie.core.periodic import each_breath, periodic
from vigie.subscriptions import services


@each_breath
def follow_the_journal() -> None:
    """Take from the journal what machines are to be told."""
    services.follow()


@outbox.handler("webhook.deliver", lane=outbox.Lane.SLOW)
def deliver(*, delivery: str) -> None:
    """Try to deliver one message."""
    services.deliver(uuid.UUID(delivery))


@periodic(minute="31", hour="2")
def forget_deliveries() -> None:
    """Forget what was delivered or given up long ago."""
    services.prune()
