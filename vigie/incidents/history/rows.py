"""One row of a foreign table, read as a past incident."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils import timezone

from vigie.declarations.services import Contact, DeclaredStructure, PlainFacts, Submission
from vigie.incidents.history.mapping import CODED, FLAGS, MOMENTS, NUMBERS, ColumnRule, Mapping
from vigie.incidents.history.tables import TableRow
from vigie.taxonomy.codes import (
    CareImpact,
    DatePrecision,
    Endangerment,
    HelpWanted,
    LegalStatus,
    Origin,
    Severity,
    StructureKind,
    Touched,
    Urgency,
)

OLDEST = datetime(1990, 1, 1, tzinfo=UTC)
LARGEST_NUMBER = 2_000_000_000
LONGEST_NAME = 250
LONGEST_TOWN = 120
LONGEST_NARRATIVE = 20_000
LONGEST_SUMMARY = 200
LONGEST_RSIT = 80
LONGEST = {
    "structure_name": LONGEST_NAME,
    "structure_town": LONGEST_TOWN,
    "narrative": LONGEST_NARRATIVE,
    "summary": LONGEST_SUMMARY,
    "rsit": LONGEST_RSIT,
}
# What a target is when neither its column nor the mapping's defaults say.
UNSAID: dict[str, Any] = {
    "structure_town": "",
    "structure_kind": StructureKind.UNKNOWN,
    "structure_status": LegalStatus.UNKNOWN,
    "region": "",
    "origin": Origin.UNKNOWN,
    "care_impact": CareImpact.UNKNOWN,
    "endangerment": Endangerment.UNKNOWN,
    "data_availability": Touched.UNKNOWN,
    "data_integrity": Touched.UNKNOWN,
    "data_confidentiality": Touched.UNKNOWN,
    "others_touched": Touched.UNKNOWN,
    "help_wanted": HelpWanted.NONE,
    "help_urgency": Urgency.NONE,
    "nature": "voluntary",
    "systems": (),
    "severity": Severity.MODERATE,
    "support_given": "none",
    "in_scope": True,
    "significant": False,
    "narrative": "",
    "summary": "",
    "rsit": "",
}


class RowRefusedError(ValueError):
    """The row cannot become an incident; the message says which cell and why."""


@dataclass(frozen=True, kw_only=True)
class PastIncident:
    """A past incident, validated: what was declared and how it was read."""

    submission: Submission
    received_at: datetime
    closed_at: datetime
    values: dict[str, Any]


def read_row(row: TableRow, mapping: Mapping) -> PastIncident:
    """Return the row as a past incident; raises RowRefusedError with its reason."""
    if row.problem:
        raise RowRefusedError(row.problem)
    values = {**UNSAID, **mapping.defaults}
    for target, rule in mapping.columns.items():
        read = _read(target, rule, row.cells[rule.column])
        if read is not None:
            values[target] = read
    for target in ("received_at", "structure_name", "kind"):
        if not values.get(target):
            raise RowRefusedError(f"{_where(target, mapping)}: is empty")
    return _past_incident(values, mapping)


def _past_incident(values: dict[str, Any], mapping: Mapping) -> PastIncident:
    received_at = values["received_at"]
    detected = mapping.columns.get("detected_at")
    detected_at = values.get("detected_at")
    started_at = values.get("started_at")
    if detected_at and detected_at > received_at + timedelta(days=1):
        raise RowRefusedError("detected_at: is after received_at")
    if started_at and detected_at and started_at > detected_at:
        raise RowRefusedError("started_at: is after detected_at")
    closed_at = values.get("closed_at") or received_at
    if closed_at < received_at:
        raise RowRefusedError("closed_at: is before received_at")
    facts = PlainFacts(
        **{name: values[name] for name in PLAIN},
        detected_at=detected_at,
        detected_precision=detected.precision if detected and detected_at else "unknown",
        started_at=started_at,
        ended_at=values.get("ended_at"),
        persons_affected=values.get("persons_affected"),
        systems=tuple(values["systems"]),
    )
    return PastIncident(
        submission=Submission(
            structure=_structure(values),
            contact=Contact(name=""),
            facts=facts,
            narrative=values["narrative"],
            language=mapping.language,
            channel="import",
        ),
        received_at=received_at,
        closed_at=closed_at,
        values=values,
    )


PLAIN = (
    "kind",
    "origin",
    "care_impact",
    "endangerment",
    "data_availability",
    "data_integrity",
    "data_confidentiality",
    "others_touched",
    "help_wanted",
    "help_urgency",
    "nature",
)


def _structure(values: dict[str, Any]) -> DeclaredStructure:
    return DeclaredStructure(
        name=values["structure_name"],
        town=values["structure_town"],
        kind=values["structure_kind"],
        status=values["structure_status"],
        region=values["region"],
    )


def _read(target: str, rule: ColumnRule, cell: str | datetime) -> object:
    """Return what the cell says for `target`, or None where it says nothing."""
    if target in MOMENTS:
        return _moment(rule, cell)
    text = str(cell).strip()
    if target == "systems":
        parts = text.split(rule.separator) if text and rule.separator else [text]
        return tuple(dict.fromkeys(_code(target, rule, part.strip()) for part in parts))
    if not text:
        return rule.default
    if target in CODED or target in FLAGS:
        return _code(target, rule, text)
    if target in NUMBERS:
        return _number(rule, text)
    if "\x00" in text:
        raise RowRefusedError(f"{rule.column}: holds a NUL character")
    if len(text) > LONGEST[target]:
        raise RowRefusedError(f"{rule.column}: is longer than {LONGEST[target]} characters")
    return text


def _code(target: str, rule: ColumnRule, text: str) -> object:
    if text in rule.values:
        return rule.values[text]
    if rule.default is not None:
        return rule.default
    raise RowRefusedError(f"{rule.column}: “{text[:60]}” has no {target} in the mapping")


def _number(rule: ColumnRule, text: str) -> int:
    digits = text.replace(",", "").replace("\u202f", "").replace("\xa0", "").replace(" ", "")
    significant = digits.lstrip("0")[:11] or "0"
    if not (digits.isascii() and digits.isdigit()) or int(significant) > LARGEST_NUMBER:
        raise RowRefusedError(f"{rule.column}: “{text[:60]}” is not a number of persons")
    return int(significant)


def _moment(rule: ColumnRule, cell: str | datetime) -> datetime | None:
    if isinstance(cell, datetime):
        return _in_bounds(rule, cell.replace(tzinfo=rule.zone))
    text = cell.strip()
    if not text:
        return None
    for date_format in rule.formats:
        try:
            read = datetime.strptime(text, date_format)  # noqa: DTZ007 - the zone comes next
        except ValueError:
            continue
        return _in_bounds(rule, read if read.tzinfo else read.replace(tzinfo=rule.zone))
    raise RowRefusedError(f"{rule.column}: “{text[:60]}” is not a date of {list(rule.formats)}")


def _in_bounds(rule: ColumnRule, moment: datetime) -> datetime:
    # A day known without its hour stands at noon, so that no zone moves it to another day.
    if rule.precision == DatePrecision.DAY:
        moment = moment.replace(hour=12, minute=0, second=0, microsecond=0)
    if not OLDEST <= moment <= timezone.now() + timedelta(days=1):
        raise RowRefusedError(f"{rule.column}: {moment.date()} is before 1990 or in the future")
    return moment


def _where(target: str, mapping: Mapping) -> str:
    rule = mapping.columns.get(target)
    return rule.column if rule else target
