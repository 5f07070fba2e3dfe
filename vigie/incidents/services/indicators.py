"""Indicators of a case: kept once chosen, marked for sharing, taken off."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal, sealing
from vigie.incidents.indicators.values import digest, normalised
from vigie.incidents.models import Incident, Indicator
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.indexing import reindex
from vigie.incidents.services.tasks import locked_open_case


@dataclass(frozen=True, kw_only=True)
class Marking:
    """What is said of all the indicators that are kept together."""

    # Codes of the schemes tlp, pap and indicator_source.
    tlp: str
    pap: str
    source: str = "text"
    first_seen_at: datetime | None = None
    # Sealed; empty when nothing is said.
    comment: str = ""


@transaction.atomic
def add_indicators(
    incident: Incident,
    chosen: Iterable[tuple[str, str]],
    marking: Marking,
    *,
    actor: User | None,
) -> int:
    """Keep indicators, by type and value, on an open case; return how many are new to it.

    Those that the case has already stay as they are. Raises CaseClosed, or NotAnIndicator.
    """
    current = locked_open_case(incident)
    values = dict.fromkeys((kind, normalised(kind, value)) for kind, value in chosen)
    wanted = {digest(kind, value): (kind, value) for kind, value in values}
    known = Indicator.objects.filter(incident=current, digest__in=list(wanted))
    for had in known.values_list("digest", flat=True):
        del wanted[had]
    if not wanted:
        return 0
    comment = marking.comment and sealing.seal_json(marking.comment, sealing.desk_recipients())
    now = timezone.now()
    Indicator.objects.bulk_create(
        Indicator(
            incident=current,
            kind=kind,
            value=value,
            digest=key,
            tlp=marking.tlp,
            pap=marking.pap,
            source=marking.source,
            first_seen_at=marking.first_seen_at,
            comment=comment or None,
            added_at=now,
            added_by=actor,
        )
        for key, (kind, value) in wanted.items()
    )
    _record("indicator.added", current, len(wanted), actor)
    reindex(current)
    return len(wanted)


@transaction.atomic
def mark_indicators(
    incident: Incident, keys: Collection[uuid.UUID], *, tlp: str, pap: str, actor: User | None
) -> int:
    """Say anew how indicators of an open case may be shared and used; return how many.

    Raises CaseClosed.
    """
    current = locked_open_case(incident)
    marked = Indicator.objects.filter(incident=current, pk__in=keys).update(tlp=tlp, pap=pap)
    if marked:
        _record("indicator.marked", current, marked, actor)
    return marked


@transaction.atomic
def remove_indicators(
    incident: Incident, keys: Collection[uuid.UUID], *, actor: User | None
) -> int:
    """Take indicators off an open case; return how many. Raises CaseClosed."""
    current = locked_open_case(incident)
    removed, _by_model = Indicator.objects.filter(incident=current, pk__in=keys).delete()
    if removed:
        _record("indicator.removed", current, removed, actor)
        reindex(current)
    return removed


@transaction.atomic
def record_export(incident: Incident, *, number: int, actor: User) -> None:
    """Write in the journal that somebody took the indicators of a case away."""
    _record("indicator.exported", incident, number, actor)


def _record(deed: str, incident: Incident, number: int, actor: User | None) -> None:
    journal.record(deed, actor=journal_name(actor), incident=str(incident.pk), number=str(number))
