"""A past incident becomes a declaration and a closed case, in a realm of its own."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction

from vigie.declarations.models import Declaration
from vigie.declarations.services import record_past
from vigie.incidents.history.mapping import Mapping
from vigie.incidents.history.rows import PastIncident, RowRefusedError, read_row
from vigie.incidents.history.tables import TableRow, read_rows
from vigie.incidents.services import QualificationValues, close, indexed_at_the_end, qualify, take
from vigie.taxonomy import terms

BATCH = 200


@dataclass(frozen=True)
class RefusedRow:
    """A row that was left out, and why."""

    line: int
    reason: str


@dataclass
class HistoryCount:
    """What an import found, and what it wrote."""

    read: int = 0
    added: int = 0
    known: int = 0
    refused: list[RefusedRow] = field(default_factory=list)


def check_history(path: Path, mapping: Mapping) -> HistoryCount:
    """Read the whole file as an import would, and write nothing.

    Raises UnreadableTableError when the file as a whole cannot be read.
    """
    count = HistoryCount()
    known = _known_keys(mapping)
    for _past, key in _accepted(path, mapping, count):
        if key in known:
            count.known += 1
        else:
            count.added += 1
    return count


def import_history(
    path: Path, mapping: Mapping, *, progress: Callable[[int], None] = lambda _rows: None
) -> HistoryCount:
    """Record every acceptable row that is not recorded yet; a second run adds nothing.

    Written in batches: what an interrupted run has recorded stays, and the next run goes on.
    """
    count = HistoryCount()
    known = _known_keys(mapping)
    batch: list[tuple[PastIncident, str]] = []
    for past, key in _accepted(path, mapping, count):
        if key in known:
            count.known += 1
            continue
        batch.append((past, key))
        if len(batch) == BATCH:
            _record_batch(batch, mapping, count)
            progress(len(batch))
            batch = []
    _record_batch(batch, mapping, count)
    progress(len(batch))
    return count


def _accepted(
    path: Path, mapping: Mapping, count: HistoryCount
) -> Iterator[tuple[PastIncident, str]]:
    seen: Counter[str] = Counter()
    for row in read_rows(path, mapping):
        count.read += 1
        try:
            past = read_row(row, mapping)
        except RowRefusedError as error:
            count.refused.append(RefusedRow(row.line, str(error)))
            continue
        yield past, _key(row, mapping, seen)


def _key(row: TableRow, mapping: Mapping, seen: Counter[str]) -> str:
    """Return what recognises the row in a later run of the same or a longer file."""
    name = "\x1f".join(str(row.cells[column]) for column in mapping.key)
    seen[name] += 1
    return hashlib.sha256(f"{name}\x1f{seen[name]}".encode()).hexdigest()


def _known_keys(mapping: Mapping) -> set[str]:
    recorded = Declaration.objects.filter(realm=mapping.realm).exclude(import_key="")
    return set(recorded.values_list("import_key", flat=True))


@transaction.atomic
def _record_batch(
    batch: list[tuple[PastIncident, str]], mapping: Mapping, count: HistoryCount
) -> None:
    with indexed_at_the_end():
        for past, key in batch:
            _record(past, mapping, key)
            count.added += 1


def _record(past: PastIncident, mapping: Mapping, key: str) -> None:
    declaration = record_past(
        past.submission, realm=mapping.realm, received_at=past.received_at, import_key=key
    )
    incident = take(declaration.pk, actor=None, at=past.received_at)
    facts = past.submission.facts
    values = QualificationValues(
        in_scope=past.values["in_scope"],
        origin=facts.origin,
        kind=facts.kind,
        rsit=past.values["rsit"] or str(terms.term("incident_kind", facts.kind).extra["rsit"]),
        care_impact=facts.care_impact,
        endangerment=facts.endangerment,
        data_availability=facts.data_availability,
        data_integrity=facts.data_integrity,
        data_confidentiality=facts.data_confidentiality,
        severity=past.values["severity"],
        significant=past.values["significant"],
        support_given=past.values["support_given"],
        summary=past.values["summary"],
    )
    qualify(incident, values, revision=None, actor=None, at=past.received_at)
    close(incident, actor=None, at=past.closed_at)
