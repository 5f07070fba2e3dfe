"""Machines that are told of events."""

from typing import Any

from tests.factories import cases
from vigie.accounts.enums import Role
from vigie.core import outbox, sealing
from vigie.subscriptions import services
from vigie.subscriptions.enums import EventKind
from vigie.subscriptions.models import Subscription

ADDRESS = "https://siem.example.org/hook?key=canari-adresse"


def asked(**changed: Any) -> services.Asked:
    """Return what a machine may be told."""
    wanted = {"name": "SIEM", "url": ADDRESS, "realm": "live", "kinds": set(EventKind), **changed}
    return services.Asked(**wanted)


def subscribed(url: str = "", **changed: Any) -> tuple[Subscription, str]:
    """Return a subscription that two people agreed on, and its secret.

    `url`: where it is posted to, even where nobody could have asked for it.
    """
    ada = cases.person(Role.ADMINISTRATOR, name="Ada Min")
    subscription, secret = services.subscribe(asked(**changed), actor=ada)
    if url:
        kept = {"url": url, "secret": secret}
        sealed = sealing.seal_json(kept, sealing.desk_recipients())
        Subscription.objects.filter(pk=subscription.pk).update(ciphertext=sealed)
    services.approve(subscription, actor=cases.person(Role.DUTY_LEAD, name="Dot Lead"))
    subscription.refresh_from_db()
    return subscription, secret


def worked() -> int:
    """Do what the worker does at each breath; return how many messages were handled."""
    services.follow()
    return outbox.drain(lanes={outbox.Lane.SLOW})
