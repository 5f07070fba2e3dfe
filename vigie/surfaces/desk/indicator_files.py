"""Indicators of a case as a file, marked with the strictest TLP and PAP of what it holds."""

import json
from collections.abc import Sequence

from vigie.core.spreadsheets import csv_table
from vigie.incidents.indicators import defanged
from vigie.incidents.models import Incident, Indicator
from vigie.taxonomy import terms

HEADING = ("type", "value", "defanged", "tlp", "pap", "first_seen", "added_at", "case")
KINDS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "txt": "text/plain; charset=utf-8",
}


def as_file(incident: Incident, indicators: Sequence[Indicator], ending: str) -> bytes:
    """Return the indicators as CSV, JSON or defanged text, by the ending of the file's name."""
    rows = [_row(incident, each) for each in indicators]
    tlp, pap = strictest("tlp", indicators), strictest("pap", indicators)
    if ending == "csv":
        # A table has no head of its own: the marking stands on every line.
        return csv_table(HEADING, ([row[name] for name in HEADING] for row in rows))
    if ending == "json":
        whole = {"case": incident.reference, "tlp": tlp, "pap": pap, "indicators": rows}
        return json.dumps(whole, ensure_ascii=False, indent=2).encode()
    lines = [f"{incident.reference} · TLP:{tlp} · PAP:{pap}", ""]
    told = ("{type}\t{defanged}\tTLP:{tlp}\tPAP:{pap}".format_map(row) for row in rows)
    return "\n".join([*lines, *told, ""]).encode()


def strictest(scheme: str, indicators: Sequence[Indicator]) -> str:
    """Return the strictest marking among indicators: the file as a whole bears it."""
    used = {getattr(each, scheme) for each in indicators}
    codes = terms.scheme(scheme).codes
    return next((code for code in codes if code in used), codes[-1])


def _row(incident: Incident, each: Indicator) -> dict[str, str]:
    return {
        "type": each.kind,
        "value": each.value,
        "defanged": defanged(each.kind, each.value),
        "tlp": each.tlp,
        "pap": each.pap,
        "first_seen": each.first_seen_at.isoformat() if each.first_seen_at else "",
        "added_at": each.added_at.isoformat(),
        "case": incident.reference,
    }
