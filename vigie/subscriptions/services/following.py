"""What the journal says was done becomes what machines are told.

Nothing is pushed: the services that do things know of no machine. What a transaction wrote in
the journal is linked once it has committed, in an order that only grows; each subscription
follows that chain from where it stands, so that an event is told if and only if it happened,
once, and none is lost while the worker or the subscription is stopped.
"""

import uuid
from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from vigie.core import journal, outbox
from vigie.core.models import JournalEntry
from vigie.declarations.models import Declaration
from vigie.incidents.models import Incident, Indicator
from vigie.subscriptions import access
from vigie.subscriptions.enums import EventKind
from vigie.subscriptions.models import Delivery, Subscription
from vigie.subscriptions.services.subscribing import TRIED_FOR

# Indicators marked RED are for the eyes of who works on the case: no machine learns of them.
RED = "RED"


def follow() -> int:
    """Take from the journal what each subscription is to be told; return how many messages."""
    head = journal.head_position()
    behind = Subscription.objects.filter(
        position__lt=head, approved_at__isnull=False, ended_at=None, suspended_at=None
    )
    return sum(_follow(subscription) for subscription in behind)


def _follow(subscription: Subscription) -> int:
    reached, entries = journal.read_after(subscription.position)
    with transaction.atomic():
        # Another worker that went on meanwhile has told these.
        here = Subscription.objects.filter(pk=subscription.pk, position=subscription.position)
        if not here.update(position=reached):
            return 0
        deliveries = Delivery.objects.bulk_create(_deliveries(subscription, entries))
        for delivery in deliveries:
            outbox.enqueue("webhook.deliver", delivery=str(delivery.pk))
    return len(deliveries)


def _deliveries(subscription: Subscription, entries: Iterable[JournalEntry]) -> Iterator[Delivery]:
    now = timezone.now()
    wanted = [
        entry
        for entry in entries
        if entry.action in subscription.kinds and entry.at > now - TRIED_FOR
    ]
    told = _of_realm(wanted, subscription.realm)
    for entry in wanted:
        if entry.pk in told:
            yield Delivery(
                subscription=subscription,
                event=entry.pk,
                kind=entry.action,
                occurred_at=entry.at,
                touched=_subjects(entry),
                give_up_at=now + TRIED_FOR,
            )


def _of_realm(entries: Iterable[JournalEntry], realm: str) -> set[uuid.UUID]:
    """Return which of these entries speak of that realm, and of what may be told."""
    if not access.may_be_told(realm):
        return set()
    subjects = {entry.pk: (entry.action, _subjects(entry)) for entry in entries}
    cases = {each["incident"] for _, each in subjects.values() if "incident" in each}
    declared = {each["declaration"] for _, each in subjects.values() if "declaration" in each}
    cases_here = _keys(Incident.objects.filter(pk__in=cases, realm=realm))
    declared_here = _keys(Declaration.objects.filter(pk__in=declared, realm=realm))
    visible = Indicator.objects.filter(incident__in=map(uuid.UUID, cases)).exclude(tlp=RED)
    shown = {str(key) for key in visible.values_list("incident", flat=True).distinct()}
    return {
        pk
        for pk, (action, each) in subjects.items()
        if each.get("incident") in cases_here
        or ("incident" not in each and each.get("declaration") in declared_here)
        if action != EventKind.INDICATOR_ADDED or each.get("incident") in shown
    }


def _keys(rows: QuerySet[Incident] | QuerySet[Declaration]) -> set[str]:
    return {str(key) for key in rows.values_list("pk", flat=True)}


def _subjects(entry: JournalEntry) -> dict[str, str]:
    """Return the case and the declaration that an entry speaks of, as keys."""
    touched = entry.objects_touched if isinstance(entry.objects_touched, dict) else {}
    named = {name: str(touched[name]) for name in ("incident", "declaration") if name in touched}
    return {name: key for name, key in named.items() if _is_key(key)}


def _is_key(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
