"""Where a case stands: what lists sort and filter cases by, kept in columns of its own."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from vigie.declarations.models.standing import NOT_KNOWN
from vigie.incidents.models import Incident, IncidentDeclaration, Qualification
from vigie.incidents.services.indexing import reindex
from vigie.incidents.services.notices import consider_telling
from vigie.taxonomy.codes import HelpWanted, Urgency

BATCH = 1_000
# Rows in one statement that writes; SQLite bounds its parameters.
WRITTEN_AT_ONCE = 100
URGENCIES = (Urgency.IMMEDIATE.value, Urgency.TODAY.value, Urgency.THIS_WEEK.value)
# Of each declaration that a case gathers.
READ = (
    "gravity",
    "kind",
    "region",
    "provider_key",
    "help_wanted",
    "help_urgency",
    "late_since",
    "next_due_at",
)


@dataclass(frozen=True)
class Standing:
    """What lists sort and filter a case by: columns of `Incident` of the same names."""

    gravity: int
    kind: str
    regions: str
    listed_provider: str
    help_wanted: str
    help_urgency: str
    due_at: datetime | None


COLUMNS = tuple(Standing.__dataclass_fields__)


def refresh_standing(incident: Incident) -> None:
    """Bring a case in step with its declarations and its qualification: in lists and in search.

    Idempotent. To be called wherever one of these changes; what changes without the desk, such
    as by a complement, comes by `refresh_standing_of`. Time alone changes nothing of it: what
    is late was due before, and lists compare when. Has authorities told what is new to them.
    """
    with transaction.atomic():
        _write([incident.pk])
        reindex(incident)
        consider_telling(incident)


def refresh_standing_of(declaration_id: uuid.UUID) -> None:
    """Bring the case of a declaration that changed in step with it, if it is in one. Idempotent.

    Whoever changes what a case gathers holds the case and brings it in step too: we wait for
    them, and look again where it went.
    """
    case: uuid.UUID | None = None
    links = IncidentDeclaration.objects.filter(declaration=declaration_id)
    while (found := links.values_list("incident_id", flat=True).first()) != case:
        case = found
        _write([case] if case else [])


def refresh_standings() -> int:
    """Bring the open cases that are out of step in step, all read; return how many there were.

    A safety net, which should find none: it reads every open case and what each gathers.
    """
    found = 0
    after: uuid.UUID | None = None
    while batch := _next_open(after):
        after = batch[-1]
        stale = _out_of_step(batch)
        found += len(stale)
        for start in range(0, len(stale), WRITTEN_AT_ONCE):
            _write(stale[start : start + WRITTEN_AT_ONCE])
    return found


def _next_open(after: uuid.UUID | None) -> list[uuid.UUID]:
    """Return the keys of some open cases, those that come after one."""
    rows = Incident.objects.filter(closed_at=None).order_by("pk").values_list("pk", flat=True)
    return list((rows.filter(pk__gt=after) if after else rows)[:BATCH])


def _out_of_step(keys: Sequence[uuid.UUID]) -> list[uuid.UUID]:
    rows = Incident.objects.filter(pk__in=keys).values_list("pk", *COLUMNS)
    stored = {key: Standing(*columns) for key, *columns in rows}
    return [key for key, standing in _reckoned(keys) if standing != stored.get(key)]


@transaction.atomic
def _write(keys: Sequence[uuid.UUID]) -> None:
    """Reckon and write, while nobody else changes these cases: held first, then read."""
    held = Incident.objects.select_for_update().filter(pk__in=keys).order_by("pk")
    rows = {row.pk: row for row in held.only("pk")}
    for key, standing in _reckoned(list(rows)):
        for column, value in asdict(standing).items():
            setattr(rows[key], column, value)
    Incident.objects.bulk_update(rows.values(), COLUMNS)


def _reckoned(keys: Sequence[uuid.UUID]) -> Iterator[tuple[uuid.UUID, Standing]]:
    """Yield where each of these cases stands, all read in three queries."""
    names = [f"declaration__{name}" for name in READ]
    links = IncidentDeclaration.objects.filter(incident__in=keys).order_by(
        "declaration__received_at", "declaration_id"
    )
    gathered: dict[uuid.UUID, list[dict[str, Any]]] = defaultdict(list)
    for key, *values in links.values_list("incident_id", *names):
        gathered[key].append(dict(zip(READ, values, strict=True)))
    readings = {
        row["incident_id"]: row
        for row in Qualification.objects.filter(incident__in=keys).values(
            "incident_id", "gravity", "kind", provider_key=F("incident__provider_key")
        )
    }
    for key in keys:
        yield key, _standing(gathered[key], readings.get(key))


def _standing(gathered: Sequence[Mapping[str, Any]], reading: Mapping[str, Any] | None) -> Standing:
    """Return where a case stands: by its reading once there is one, else by its declarations.

    `gathered`: what it gathers, the first received first.
    """
    helped = [row for row in gathered if row["help_wanted"] != HelpWanted.NONE]
    wanted = min(helped, key=lambda row: _urgency(row["help_urgency"]), default=None)
    due = [row[name] for row in gathered for name in ("late_since", "next_due_at") if row[name]]
    named = (row["provider_key"] for row in gathered if row["provider_key"])
    declared: dict[str, Any] = {
        "gravity": min((row["gravity"] for row in gathered), default=NOT_KNOWN),
        "kind": gathered[0]["kind"] if gathered else "",
        "provider_key": next(named, ""),
    }
    read = reading or declared
    return Standing(
        gravity=read["gravity"],
        kind=read["kind"],
        regions=_regions(row["region"] for row in gathered),
        listed_provider=read["provider_key"],
        help_wanted=wanted["help_wanted"] if wanted else HelpWanted.NONE.value,
        help_urgency=wanted["help_urgency"] if wanted else Urgency.NONE.value,
        due_at=min(due, default=None),
    )


def _regions(codes: Iterable[str]) -> str:
    """Return the regions as `Incident.regions` holds them."""
    known = sorted({code for code in codes if code})
    return f" {' '.join(known)} " if len(known) > 1 else "".join(known)


def _urgency(code: str) -> int:
    return URGENCIES.index(code) if code in URGENCIES else len(URGENCIES)
