"""Subscribing a machine: asked by one, approved by another, tried, stopped, resumed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.accounts.services import CannotDecide, tell_deciders
from vigie.core import journal, outbox, sealing, webhooks
from vigie.core.destinations import Reach
from vigie.core.ids import new_id
from vigie.subscriptions import access
from vigie.subscriptions.enums import TEST, DeliveryState, Detail, EventKind
from vigie.subscriptions.models import Delivery, Subscription

# How long a receiver has to take a new secret while the one before it signs too.
BOTH_SECRETS = timedelta(hours=24)
# How long a message that does not get through is tried.
TRIED_FOR = timedelta(days=3)
MOST = 50


class CannotSubscribe(ValueError):  # noqa: N818 - reads as the answer it is
    """An address is https, its realm may be told, and it is told of something."""


class TooMany(Exception):  # noqa: N818 - reads as the answer it is
    """There are as many subscriptions as there may be: take one off first."""


class NotActive(Exception):  # noqa: N818 - reads as the answer it is
    """It waits for approval, is suspended, or was taken off."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a machine is to be told, and where."""

    name: str
    url: str
    realm: str
    kinds: Collection[EventKind]
    detail: Detail = Detail.REFERENCES


def subscribe(asked: Asked, *, actor: User) -> tuple[Subscription, str]:
    """Ask that a machine be told; return it with its secret, which nobody is shown again.

    Raises CannotSubscribe, TooMany.
    """
    host = sound_host(asked.url)
    if not host or not access.may_be_told(asked.realm) or not asked.kinds:
        raise CannotSubscribe
    secret = webhooks.new_secret()
    subscription = Subscription(
        name=asked.name,
        host=host,
        ciphertext=_sealed({"url": asked.url, "secret": secret}),
        realm=asked.realm,
        kinds=sorted(asked.kinds),
        detail=asked.detail,
        made_at=timezone.now(),
        made_by=actor,
    )
    with transaction.atomic():
        if Subscription.objects.filter(ended_at=None).count() >= MOST:
            raise TooMany
        subscription.save(force_insert=True)
        _record("subscription.made", subscription, actor)
        tell_deciders(
            "subscription.approval_mail",
            but=(actor.pk,),
            realm=subscription.realm,
            subscription=str(subscription.pk),
        )
    return subscription, secret


def sound_host(url: str) -> str:
    """Return the host of an address that may be posted to; empty when it may not be.

    Where a name leads is checked when we post, since names change.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    sound = parts.scheme == "https" and "@" not in parts.netloc and not parts.fragment
    return host if sound and port != 0 and not _is_inside(host) else ""


def _is_inside(host: str) -> bool:
    """Tell whether a host is written as an address that may not be posted to."""
    try:
        address = ip_address(host)
    except ValueError:
        return host == "localhost"
    return not Reach(settings.VIGIE_WEBHOOKS_MAY_REACH).allows(address)


@transaction.atomic
def approve(subscription: Subscription, *, actor: User) -> None:
    """Let a subscription that somebody else asked for begin: what happens from now on is told.

    Raises:
        CannotDecide: they asked for it, or it was approved or taken off meanwhile.
    """
    if not access.can_approve(actor, subscription):
        raise CannotDecide
    waiting = Subscription.objects.filter(pk=subscription.pk, approved_at=None, ended_at=None)
    now = timezone.now()
    if not waiting.update(approved_at=now, approved_by=actor, position=journal.head_position()):
        raise CannotDecide
    _record("subscription.approved", subscription, actor)


@transaction.atomic
def end(subscription: Subscription, *, actor: User) -> bool:
    """Take a subscription off for ever, what waits included; return whether it still stood."""
    now = timezone.now()
    if not Subscription.objects.filter(pk=subscription.pk, ended_at=None).update(ended_at=now):
        return False
    subscription.deliveries.filter(state=DeliveryState.WAITING).update(
        state=DeliveryState.DEAD, settled_at=now
    )
    _record("subscription.ended", subscription, actor)
    return True


@transaction.atomic
def resume(subscription: Subscription, *, actor: User) -> bool:
    """Begin again to send: what waits, and what happened since, of the last three days.

    Return whether it was suspended.
    """
    suspended = Subscription.objects.filter(pk=subscription.pk, ended_at=None)
    if not suspended.exclude(suspended_at=None).update(
        suspended_at=None, failing_since=None, failures=0, rests_until=None
    ):
        return False
    now = timezone.now()
    waiting = subscription.deliveries.filter(state=DeliveryState.WAITING)
    waiting.filter(give_up_at__lte=now).update(state=DeliveryState.DEAD, settled_at=now)
    for delivery in waiting.filter(give_up_at__gt=now):
        outbox.enqueue("webhook.deliver", delivery=str(delivery.pk))
    _record("subscription.resumed", subscription, actor)
    return True


@transaction.atomic
def renew_secret(subscription: Subscription, *, actor: User) -> str:
    """Make a new secret; for a day both sign, so that the receiver may change. Raises NotActive."""
    current = _locked(subscription)
    kept = opened(current)
    secret = webhooks.new_secret()
    until = timezone.now() + BOTH_SECRETS
    current.ciphertext = _sealed(
        {
            "url": kept["url"],
            "secret": secret,
            "before": kept["secret"],
            "before_until": until.isoformat(),
        }
    )
    current.save(update_fields=["ciphertext"])
    _record("subscription.secret_renewed", subscription, actor)
    return secret


@transaction.atomic
def send_test(subscription: Subscription, *, actor: User) -> Delivery:
    """Send one message that tells nothing, tried once. Raises NotActive."""
    current = _locked(subscription)
    now = timezone.now()
    test = Delivery(
        subscription=current, event=new_id(), kind=TEST, occurred_at=now, give_up_at=now
    )
    test.save(force_insert=True)
    outbox.enqueue("webhook.deliver", delivery=str(test.pk))
    _record("subscription.tested", subscription, actor)
    return test


@transaction.atomic
def send_again(delivery: Delivery, *, actor: User) -> None:
    """Send a message now, under the same name, whatever became of it before. Raises NotActive."""
    current = _locked(delivery.subscription)
    now = timezone.now()
    Delivery.objects.filter(pk=delivery.pk).update(
        state=DeliveryState.WAITING, settled_at=None, give_up_at=now + TRIED_FOR
    )
    Subscription.objects.filter(pk=current.pk).update(rests_until=None)
    outbox.enqueue("webhook.deliver", delivery=str(delivery.pk))
    _record("subscription.sent_again", current, actor, delivery=str(delivery.pk))


def opened(subscription: Subscription) -> dict[str, Any]:
    """Open where a machine is posted to and under which secrets: to post, or to change one."""
    kept: dict[str, Any] = sealing.unseal_json(
        bytes(subscription.ciphertext), sealing.desk_identity()
    )
    return kept


def secrets_of(kept: dict[str, Any], now: datetime) -> tuple[str, ...]:
    """Return the secrets under which to sign, the present one first."""
    until = kept.get("before_until")
    if until and datetime.fromisoformat(until) > now:
        return kept["secret"], kept["before"]
    return (kept["secret"],)


def _locked(subscription: Subscription) -> Subscription:
    current = Subscription.objects.select_for_update().get(pk=subscription.pk)
    if not current.is_active:
        raise NotActive
    return current


def _sealed(kept: dict[str, Any]) -> bytes:
    return sealing.seal_json(kept, sealing.desk_recipients())


def _record(action: str, subscription: Subscription, actor: User, **ids: str) -> None:
    journal.record(action, actor=f"user:{actor.pk}", subscription=str(subscription.pk), **ids)
