"""Writes what a file lists over what the directory knows; only what differs is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from vigie.directory import nomenclatures
from vigie.directory.formats.rows import FileFacts, Format, Listed
from vigie.directory.models import Structure
from vigie.taxonomy.codes import LegalStatus, StructureKind

# What makes a structure differ from what was known of it.
COLUMNS = (
    "name",
    "other_names",
    "legal_entity_finess",
    "siret",
    "category",
    "kind",
    "legal_status",
    "region",
    "department",
    "address",
    "postal_code",
    "town",
    "phone",
    "opened_on",
    "closed_on",
    "source",
    "synthetic",
)
NOT_KNOWN = frozenset(["", None, LegalStatus.UNKNOWN])


@dataclass
class Written:
    """How many structures of a batch met which fate."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    closed: int = 0


def write(batch: Sequence[Listed], source: Format, facts: FileFacts) -> Written:
    """Add and update structures in one transaction. A structure must be once in the batch."""
    written = Written()
    differing = []
    with transaction.atomic():
        known = Structure.objects.in_bulk([row.finess for row in batch], field_name="finess")
        for row in batch:
            structure = known.get(row.finess) or Structure(
                finess=row.finess,
                kind=StructureKind.UNKNOWN,
                legal_status=LegalStatus.UNKNOWN,
                source=source.source,
                synthetic=facts.synthetic,
            )
            before = _state(structure)
            was_open = structure.is_open
            _apply(row, structure, source, facts)
            if row.finess not in known:
                written.added += 1
            elif _state(structure) == before:
                written.unchanged += 1
                continue
            elif was_open and not structure.is_open:
                written.closed += 1
            else:
                written.changed += 1
            differing.append(structure)
        Structure.objects.bulk_create(
            differing,
            update_conflicts=True,
            unique_fields=["finess"],
            update_fields=[*COLUMNS, "search_text", "updated_at"],
        )
    return written


def _state(structure: Structure) -> tuple[object, ...]:
    return tuple(getattr(structure, column) for column in COLUMNS)


def _apply(row: Listed, structure: Structure, source: Format, facts: FileFacts) -> None:
    """Put on `structure` what `row` says; a survey only completes what a register says."""
    completes_only = not source.is_register and structure.source != source.source
    for column, value in row.columns.items():
        if not completes_only or getattr(structure, column) in NOT_KNOWN:
            setattr(structure, column, value)
    if not completes_only:
        structure.source = source.source
        structure.synthetic = facts.synthetic
    structure.kind = nomenclatures.kind(structure.category)
    structure.region = nomenclatures.region(structure.department)
    if row.closed is not None:
        structure.closed_on = _closing_day(row, structure.closed_on, facts)


def _closing_day(row: Listed, known: date | None, facts: FileFacts) -> date | None:
    if row.closed:
        return row.closed_on or known or facts.dated or timezone.localdate()
    # A file older than a closure says nothing against it.
    return known if known and facts.dated and known > facts.dated else None
