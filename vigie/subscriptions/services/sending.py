"""One message goes out to one machine, again and again until it gets through or is given up.

At least once: a worker that dies while it sends leaves the message to another. A receiver that
fails is left alone ever longer, all its messages with it, so that it delays no other.
"""

import secrets
import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from vigie.accounts.selectors import administrators
from vigie.core import journal, outbox, webhooks
from vigie.core.destinations import Reach
from vigie.core.realm import notifies
from vigie.core.webhooks import Outcome
from vigie.subscriptions import access, notifications
from vigie.subscriptions.enums import DeliveryState
from vigie.subscriptions.models import Delivery, Subscription
from vigie.subscriptions.services.subscribing import TRIED_FOR, opened, secrets_of

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=3)
LARGEST_EXPONENT = 12
# Of the wait, the part that chance adds: machines that failed together do not come back together.
JITTER_PERCENT = 25
SETTLED_KEPT = timedelta(days=30)


def deliver(delivery_id: uuid.UUID) -> None:
    """Try to deliver one message, or put it off; twice is harmless."""
    delivery = Delivery.objects.select_related("subscription").filter(pk=delivery_id).first()
    if delivery is None or delivery.state != DeliveryState.WAITING:
        return
    subscription = delivery.subscription
    # Suspended, what waits is sent when somebody resumes it.
    if not subscription.is_active or not access.may_be_told(subscription.realm):
        return
    now = timezone.now()
    is_probe = delivery.give_up_at <= delivery.occurred_at
    if subscription.is_resting(now) and not is_probe:
        _put_off(delivery, subscription)
        return
    _settle(delivery, _post(delivery, now))


def _post(delivery: Delivery, now: datetime) -> Outcome:
    message = notifications.message(delivery)
    kept = opened(delivery.subscription)
    reach = Reach(settings.VIGIE_WEBHOOKS_MAY_REACH, settings.VIGIE_WEBHOOKS_CA_FILE)
    return webhooks.post_signed(
        kept["url"],
        message,
        secret=secrets_of(kept, now),
        delivery=str(delivery.pk),
        reach=reach,
    )


@transaction.atomic
def _settle(delivery: Delivery, outcome: Outcome) -> None:
    """Keep what became of a try; plan the next one, or give up."""
    now = timezone.now()
    waiting = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.WAITING)
    tried = {"tries": delivery.tries + 1, "tried_at": now, "outcome": outcome.value}
    if outcome == Outcome.DELIVERED:
        waiting.update(state=DeliveryState.DELIVERED, settled_at=now, **tried)
        Subscription.objects.filter(pk=delivery.subscription_id).update(
            failing_since=None, failures=0, rests_until=None, last_delivered_at=now
        )
        return
    current = Subscription.objects.select_for_update().get(pk=delivery.subscription_id)
    _note_failure(current, now)
    if delivery.give_up_at <= now:
        waiting.update(state=DeliveryState.DEAD, settled_at=now, **tried)
    elif waiting.update(**tried) and current.is_active:
        _put_off(delivery, current)


def _note_failure(subscription: Subscription, now: datetime) -> None:
    """Leave a machine alone for longer; suspend it when nothing got through for days."""
    subscription.failures += 1
    subscription.failing_since = subscription.failing_since or now
    exponent = min(subscription.failures - 1, LARGEST_EXPONENT)
    subscription.rests_until = now + min(FIRST_WAIT * 2**exponent, LONGEST_WAIT)
    if now - subscription.failing_since >= TRIED_FOR and subscription.is_active:
        subscription.suspended_at = now
        journal.record("subscription.suspended", actor="system", subscription=str(subscription.pk))
        _have_it_told(subscription)
    subscription.save(update_fields=["failures", "failing_since", "rests_until", "suspended_at"])


def _have_it_told(subscription: Subscription) -> None:
    """Have those who administer told by e-mail that a machine was suspended."""
    if notifies(subscription.realm):
        for account in administrators():
            outbox.enqueue(
                "subscription.suspended_mail",
                subscription=str(subscription.pk),
                account=str(account.pk),
            )


def _put_off(delivery: Delivery, subscription: Subscription) -> None:
    """Have a message tried soon after its machine has rested, when exactly being left to chance."""
    now = timezone.now()
    moment = subscription.rests_until or now
    wait = max(moment - now, timedelta(seconds=1))
    moment += wait * secrets.randbelow(JITTER_PERCENT + 1) / 100
    outbox.enqueue_at(moment, "webhook.deliver", delivery=str(delivery.pk))


def prune() -> int:
    """Forget what was delivered or given up long ago; return how many messages that was."""
    old = Delivery.objects.filter(settled_at__lt=timezone.now() - SETTLED_KEPT)
    count, _by_model = old.delete()
    return count
