"""What changes at a desk between two ticks of the clock, a hundred of each."""

import random
import uuid
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Model
from django.utils import timezone

from benchmarks.desk_data import a_declaration
from vigie.core import journal
from vigie.core.ids import new_id
from vigie.core.models import JournalEntry
from vigie.declarations.enums import Author
from vigie.declarations.models import Clock, Declaration, Message, ReadAtDesk
from vigie.incidents.models import Incident, IncidentDeclaration, SupportRequest

CHANGED = 100
MINUTE = timedelta(minutes=1)
Keys = Sequence[uuid.UUID]


def some(model: type[Model], rng: random.Random, **wanted: Any) -> list[uuid.UUID]:
    """Return the keys of so many rows of a table, from all over it."""
    keys = list(model._default_manager.filter(**wanted).values_list("pk", flat=True))  # noqa: SLF001
    return rng.sample(keys, CHANGED)


def declared_otherwise(rng: random.Random) -> Keys:
    """Have declarations of open cases say another danger: what a complement does."""
    keys = some(IncidentDeclaration, rng, incident__closed_at=None)
    found = IncidentDeclaration.objects.filter(pk__in=keys).values_list("declaration", flat=True)
    changed = list(found)
    danger = rng.choice(("none", "potential", "proven"))
    Declaration.objects.filter(pk__in=changed).update(endangerment=danger)
    return changed


def became_due(rng: random.Random) -> Keys:
    """Have clocks, and the declarations that they are of, become due a moment ago."""
    keys = some(Clock, rng)
    due = timezone.now() - MINUTE
    Clock.objects.filter(pk__in=keys).update(due_at=due, late_since=None)
    Declaration.objects.filter(pk__in=keys).update(next_due_at=due, late_since=None)
    return keys


def arrived(rng: random.Random) -> Keys:
    """Have declarations arrive that nothing has indexed."""
    rows = [a_declaration(timezone.now(), rng) for _ in range(CHANGED)]
    Declaration.objects.bulk_create(rows)
    return [row.pk for row in rows]


def hung_on_merged(rng: random.Random) -> Keys:
    """Have something hung on a case that is being merged."""
    keys = some(IncidentDeclaration, rng, incident__closed_at=None)
    source = Incident.objects.filter(closed_at__isnull=False, merged_into=None).first()
    target = Incident.objects.filter(closed_at=None).first()
    assert source
    assert target
    Incident.objects.filter(pk=source.pk).update(closed_at=timezone.now(), merged_into=target)
    IncidentDeclaration.objects.filter(pk__in=keys).update(incident=source)
    return keys


def written(author: Author, rng: random.Random) -> Keys:
    """Have messages come that nobody has read, nor been told of."""
    of = some(Declaration, rng)
    rows = [
        Message(
            declaration_id=key,
            author=author,
            sent_at=timezone.now(),
            language="fr",
            ciphertext=b"",
            unread=author == Author.DECLARANT,
        )
        for key in of
    ]
    Message.objects.bulk_create(rows)
    return [row.pk for row in rows]


def read() -> None:
    """Have the desk read whatever came."""
    rows = Message.objects.filter(unread=True)
    readings = [
        ReadAtDesk(message_id=key, read_at=timezone.now())
        for key in rows.values_list("pk", flat=True)
    ]
    ReadAtDesk.objects.bulk_create(readings)
    rows.update(unread=False)


def late_support(rng: random.Random) -> Keys:
    """Have requests for support be late of which the duty knows nothing."""
    keys = some(SupportRequest, rng)
    SupportRequest.objects.filter(pk__in=keys).update(reminded_at=None)
    return keys


def journaled(_rng: random.Random) -> Keys:
    """Have entries written that are not linked."""
    for _ in range(CHANGED):
        journal.record("declaration.received", actor="system", declaration=str(new_id()))
    newest = JournalEntry.objects.order_by("-pk").values_list("pk", flat=True)
    return list(newest[:CHANGED])
