"""What the worker does for machines that are told of events. Each may run twice without harm."""

import uuid

from django.urls import reverse

from vigie.accounts.models import User
from vigie.accounts.notifications import tell_who_may_approve
from vigie.accounts.selectors import administrators
from vigie.core import outbox
from vigie.core.periodic import each_breath, periodic
from vigie.subscriptions import access, notifications, selectors, services


@each_breath
def follow_the_journal() -> None:
    """Take from the journal what machines are to be told."""
    services.follow()


@outbox.handler("webhook.deliver", lane=outbox.Lane.SLOW)
def deliver(*, delivery: str) -> None:
    """Try to deliver one message."""
    services.deliver(uuid.UUID(delivery))


@outbox.handler("subscription.suspended_mail")
def mail_suspended(*, subscription: str, account: str) -> None:
    """E-mail one who administers that a machine was suspended, unless it was resumed since."""
    suspended = selectors.suspended().filter(pk=uuid.UUID(subscription)).first()
    person = administrators().filter(pk=int(account)).first()
    if suspended and person:
        notifications.tell_suspended(suspended, to=person)


@outbox.handler("subscription.approval_mail")
def mail_of_webhook_to_approve(*, subscription: str, person: str) -> None:
    """Tell one who may approve of a webhook, unless it was approved or taken off since."""
    waiting = selectors.to_approve().filter(pk=uuid.UUID(subscription)).first()
    who = User.objects.get(pk=int(person))
    if waiting and access.can_approve(who, waiting):
        page = reverse("desk:webhook", args=[waiting.pk])
        tell_who_may_approve(realm=waiting.realm, to=who.email, page=page)


@periodic(minute="31", hour="2")
def forget_deliveries() -> None:
    """Forget what was delivered or given up long ago."""
    services.prune()
