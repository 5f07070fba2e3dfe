"""What is currently declared, and the clocks that run from it, brought up to date."""

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from vigie.core import outbox, sealing
from vigie.declarations.models import Clock, Declaration, Receipt, Report, SealedSection
from vigie.declarations.services.clocks import Told, asked, next_due, note, note_started
from vigie.declarations.services.moving import note_moved, place_of
from vigie.declarations.services.reckoning import Reckoning
from vigie.declarations.services.submissions import PlainFacts
from vigie.declarations.services.told import times_told
from vigie.taxonomy.codes import Section

NOT_KNOWN = "unknown"
CHANGED = (
    "started_at",
    "due_at",
    "waits_for",
    "reasons",
    "asked_by",
    "met_at",
    "met_precision",
    "late_since",
    "withdrawn_at",
    "withdrawn_because",
)


@transaction.atomic
def refresh_current_facts(declaration_id: uuid.UUID, *, at: datetime | None = None) -> None:
    """Set the declaration's columns and clocks to what its reports say. Idempotent; desk only.

    Each report carries all plain facts, those that did not change included, so the latest
    one says what is currently declared.
    """
    declaration = Declaration.objects.select_for_update().get(pk=declaration_id)
    reports = list(declaration.reports.order_by("submitted_at", "id"))
    if not reports:
        return
    before = place_of(declaration)
    facts = PlainFacts.from_json(reports[-1].facts)
    for column, value in facts.as_columns().items():
        setattr(declaration, column, value)
    receipt = Receipt.objects.filter(declaration_id=declaration_id).first()
    if receipt is not None:
        _recompute_clocks(declaration, receipt, facts, reports, at or timezone.now())
    declaration.save()
    note_moved(declaration, before)


@transaction.atomic
def take_csirt_reading(
    declaration_ids: list[uuid.UUID], answers: Mapping[str, str], *, at: datetime
) -> None:
    """Keep how the CSIRT answers, beside what was declared, and have the clocks follow.

    `answers`: codes, by names of PlainFacts. What the CSIRT does not know leaves the
    declarant's own answer.
    """
    known = {name: code for name, code in answers.items() if code != NOT_KNOWN}
    unlike = Declaration.objects.filter(pk__in=declaration_ids).exclude(csirt_answers=known)
    declarations = list(unlike.only("csirt_answers", *PlainFacts.names()))
    Declaration.objects.filter(pk__in=[each.pk for each in declarations]).update(
        csirt_answers=known, csirt_answered_at=at
    )
    moved = [each.pk for each in declarations if _differs(each, known)]
    with_clocks = Receipt.objects.filter(declaration_id__in=moved, clocks__isnull=False)
    for key in with_clocks.values_list("declaration_id", flat=True).distinct():
        outbox.enqueue("declaration.refresh", declaration=str(key))


def _differs(declaration: Declaration, known: Mapping[str, str]) -> bool:
    """Tell whether the CSIRT answers otherwise than the declarant, or than it did before."""
    return bool(declaration.csirt_answers) or any(
        getattr(declaration, name) != code for name, code in known.items()
    )


def _recompute_clocks(
    declaration: Declaration,
    receipt: Receipt,
    facts: PlainFacts,
    reports: list[Report],
    at: datetime,
) -> None:
    kind = declaration.structure_kind
    sent = [(report.stage, report.submitted_at) for report in reports]
    told = _authorities_told(declaration)
    declared = asked(receipt, facts, structure_kind=kind, reports=sent, told=told)
    csirt = None
    if declaration.csirt_answered_at:
        csirt = asked(
            receipt,
            replace(facts, **declaration.csirt_answers),
            structure_kind=kind,
            reports=sent,
            told=told,
            aware_at=declaration.csirt_answered_at,
        )
    reckoning = Reckoning(receipt, list(receipt.clocks.order_by("id")), at)
    reckoning.reckon(declared, csirt, reports=sent, told=told)
    _save(declaration, reckoning)


def _save(declaration: Declaration, reckoning: Reckoning) -> None:
    # First what ends, so that what replaces it finds its place free.
    Clock.objects.bulk_update(list(reckoning.changed), CHANGED)
    Clock.objects.bulk_create(reckoning.started)
    for deed in ("clock.recomputed", "clock.met", "clock.withdrawn"):
        note(deed, [clock for clock in reckoning.changed if _deed(clock) == deed])
    note_started(reckoning.started)
    declaration.next_due_at = due_at = next_due(reckoning.after())
    declaration.late_since = due_at if due_at and due_at < reckoning.at else None


def _deed(clock: Clock) -> str:
    """Return what became of a clock that was open and has changed."""
    if clock.withdrawn_at:
        return "clock.withdrawn"
    return "clock.met" if clock.met_at else "clock.recomputed"


def _authorities_told(declaration: Declaration) -> Told:
    """Open what was sealed of the authorities told: by the worker, seen by nobody."""
    sections = (
        SealedSection.objects.filter(report__declaration=declaration, section=Section.AUTHORITIES)
        .select_related("report")
        .order_by("report__submitted_at", "report_id")
    )
    return times_told(
        (
            section.report.submitted_at,
            sealing.unseal_json(bytes(section.ciphertext), sealing.desk_identity()),
        )
        for section in sections
    )
