"""A declarant comes back and says more."""

import hashlib
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from vigie.core import journal, outbox
from vigie.core.realm import notifies
from vigie.declarations.models import Receipt, ReceiptDocument
from vigie.declarations.services.clocks import note_started, start_clocks
from vigie.declarations.services.reports import write_document, write_report
from vigie.declarations.services.submissions import Complement
from vigie.declarations.services.told import times_told


def complete(  # noqa: PLR0913 - each is one thing that is said of a report
    receipt: Receipt,
    complement: Complement,
    *,
    form_nonce: str,
    structure_kind: str,
    submitted_at: datetime | None = None,
    actor: str = "declarant",
) -> ReceiptDocument:
    """Add a further immutable report and return the declarant's copy of it.

    `form_nonce` was made with the form: submitting the same form twice adds one report.
    `actor`: who said it, as the journal names them.
    `structure_kind` comes from the declarant's own copy, since a front process may not read
    declarations. Runs under the front's database rights; the desk's process then brings the
    declaration's current facts up to date (`refresh_current_facts`).
    """
    submitted_at = submitted_at or timezone.now()
    key = _submission_key(receipt, form_nonce)
    if known := submitted_before(receipt, form_nonce=form_nonce):
        return known
    try:
        with transaction.atomic():
            return _write(receipt, complement, key, structure_kind, submitted_at, actor)
    except IntegrityError:
        # The same form was submitted a moment ago, beside us.
        return ReceiptDocument.objects.get(submission_key=key)


def submitted_before(receipt: Receipt, *, form_nonce: str) -> ReceiptDocument | None:
    """Return the report that the form of this nonce has added already, if it has."""
    key = _submission_key(receipt, form_nonce)
    return ReceiptDocument.objects.filter(submission_key=key).first()


def _submission_key(receipt: Receipt, form_nonce: str) -> str:
    return hashlib.sha256(f"{receipt.pk}:{form_nonce}".encode()).hexdigest()


def _write(  # noqa: PLR0913, PLR0917 - each is one thing that is written
    receipt: Receipt,
    complement: Complement,
    key: str,
    structure_kind: str,
    at: datetime,
    actor: str,
) -> ReceiptDocument:
    sections = complement.sections()
    document = write_document(
        receipt,
        stage=complement.stage,
        at=at,
        submission_key=key,
        facts=complement.facts,
        sections=sections,
    )
    report = write_report(
        receipt.declaration_id,
        stage=complement.stage,
        at=at,
        facts=complement.facts,
        sections=sections,
    )
    clocks = start_clocks(
        receipt,
        complement.facts,
        structure_kind=structure_kind,
        reports=list(receipt.documents.values_list("stage", "submitted_at")),
        told=times_told([(at, sections.get("authorities", {}))]),
    )
    journal.record("declaration.completed", actor=actor, declaration=str(receipt.declaration_id))
    note_started(clocks)
    outbox.enqueue(
        "declaration.completed", declaration=str(receipt.declaration_id), report=str(report.pk)
    )
    if notifies(receipt.realm):
        outbox.enqueue("declaration.worsened", declaration=str(receipt.declaration_id))
    return document
