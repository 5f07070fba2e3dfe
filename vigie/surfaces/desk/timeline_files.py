"""The timeline of a case as a file: JSON for machines, CSV for spreadsheets."""

import json
from collections.abc import Sequence
from typing import Any
from zoneinfo import ZoneInfo

from vigie.core.spreadsheets import csv_table
from vigie.incidents.models import Incident
from vigie.surfaces.desk.timeline import Entry
from vigie.taxonomy.codes import DatePrecision

HEADING = (
    "occurred_at",
    "precision",
    "zone",
    "sort",
    "action",
    "person",
    "text",
    "written_at",
    "corrects",
    "id",
)


def as_json(incident: Incident, entries: Sequence[Entry]) -> bytes:
    """Return the timeline as JSON."""
    whole = {
        "case": incident.reference,
        "realm": incident.realm,
        "entries": [_row(entry) for entry in entries],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def as_csv(entries: Sequence[Entry]) -> bytes:
    """Return the timeline as a table that no spreadsheet computes."""
    rows = (_row(entry) for entry in entries)
    return csv_table(HEADING, ([row[name] or "" for name in HEADING] for row in rows))


def _row(entry: Entry) -> dict[str, Any]:
    local = entry.at.astimezone(ZoneInfo(entry.zone))
    day_only = entry.precision == DatePrecision.DAY
    note = entry.note
    return {
        "occurred_at": local.date().isoformat() if day_only else local.isoformat(),
        "precision": str(entry.precision),
        "zone": entry.zone,
        "sort": entry.sort,
        "action": entry.action,
        "person": entry.person,
        "text": entry.text,
        "written_at": note.written_at.isoformat() if note else None,
        "corrects": str(note.corrects_id) if note and note.corrects_id else None,
        "id": str(note.pk) if note else None,
    }
