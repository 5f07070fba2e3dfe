"""What was sealed to a former receipt code is sealed to the one that replaced it.

From the desk's own copies: the former code is not needed, and not known. Every row says by a
number which code of its receipt it is sealed to, so that what is left to do is always known:
the work may stop anywhere, run twice, and finds what was being written while the code changed.
"""

import hashlib
import logging
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet

from vigie.core import outbox, sealing
from vigie.declarations.models import (
    Declaration,
    Message,
    Receipt,
    ReceiptDocument,
    ReceiptMessage,
    Report,
    SealedFile,
    SealedPart,
)
from vigie.declarations.services.reports import document_content
from vigie.declarations.services.sealed_files import Damaged, open_part, storage, store
from vigie.declarations.services.submissions import PlainFacts

# At a time, of 4 MB each at most: the next mail or call of the duty waits no longer.
PARTS_AT_ONCE = 8
SECTIONS = ("contact", "narrative", "measures", "authorities")

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class LeftBehind:
    """What the declarant's new code does not open: not yet, or never."""

    # Reports, messages and names of files that the desk cannot open either.
    lost: int
    # Parts of files that the worker has still to seal anew, or that are damaged.
    parts: int


def left_behind(receipt: Receipt) -> LeftBehind:
    """Return what is still sealed to a former code of this receipt."""
    small = (
        *(_stale(rows, receipt) for rows in (receipt.documents.all(), receipt.messages.all())),
        _stale(_files(receipt), receipt),
    )
    return LeftBehind(lost=sum(rows.count() for rows in small), parts=stale_parts(receipt).count())


def reseal_small(receipt: Receipt) -> None:
    """Seal to the code of today all but the content of files; leave what the desk cannot open.

    `receipt` is locked, or as its row stands.
    """
    identity = sealing.desk_identity()
    _each(_stale(receipt.messages.all(), receipt), lambda row: _message(row, receipt, identity))
    _each(_stale(_files(receipt), receipt), lambda row: _file(row, receipt, identity))
    reports = _reports(receipt)
    _each(
        _stale(receipt.documents.order_by("submitted_at", "id"), receipt),
        lambda row: _document(row, receipt, reports, identity),
    )


def reseal(receipt_id: uuid.UUID, *, after: str = "") -> None:
    """Seal anew what is left to, and so many parts of files after the part `after`.

    More parts: the outbox comes back to them, after what else waits. Twice is once; desk only.
    """
    with transaction.atomic():
        receipt = Receipt.objects.select_for_update().get(pk=receipt_id)
        reseal_small(receipt)
    left = stale_parts(receipt).order_by("id")
    if after:
        left = left.filter(id__gt=uuid.UUID(after))
    parts = list(left.select_related("file")[:PARTS_AT_ONCE])
    identity = sealing.desk_identity()
    for part in parts:
        try:
            _part(part, receipt, identity)
        except Damaged:
            logger.warning("A part of a file cannot be opened: left to the former code")
    if len(parts) == PARTS_AT_ONCE:
        outbox.enqueue("receipt.reseal", receipt=str(receipt_id), after=str(parts[-1].pk))


def stale_parts(receipt: Receipt) -> QuerySet[SealedPart]:
    """Return the parts of files that are sealed to a former code of this receipt."""
    parts = SealedPart.objects.filter(file__in=_files(receipt))
    return parts.filter(code_number__lt=receipt.code_number)


def _files(receipt: Receipt) -> QuerySet[SealedFile]:
    return SealedFile.objects.filter(declaration_id=receipt.declaration_id).exclude(
        declarant_recipient=""
    )


def _stale(rows: QuerySet[Any], receipt: Receipt) -> QuerySet[Any]:
    return rows.filter(code_number__lt=receipt.code_number)


def _each(rows: QuerySet[Any], reseal_one: Callable[[Any], None]) -> None:
    for row in rows:
        try:
            reseal_one(row)
        except sealing.CannotUnseal:
            logger.warning("A copy at the desk cannot be opened: left to the former code")


def _message(copy: ReceiptMessage, receipt: Receipt, identity: str) -> None:
    if message := Message.objects.filter(pk=copy.pk).first():
        content = sealing.unseal(bytes(message.ciphertext), identity)
        _write(copy, receipt, ciphertext=sealing.seal(content, [receipt.declarant_recipient]))


def _file(file: SealedFile, receipt: Receipt, identity: str) -> None:
    name = sealing.unseal(bytes(file.name_for_desk), identity)
    _write(
        file,
        receipt,
        declarant_recipient=receipt.declarant_recipient,
        name_for_declarant=sealing.seal(name, [receipt.declarant_recipient]),
    )


def _document(
    document: ReceiptDocument, receipt: Receipt, reports: list[Report], identity: str
) -> None:
    """Make a declarant's copy anew from the report of the same stage and moment."""
    key = (document.stage, document.submitted_at)
    report = next((each for each in reports if (each.stage, each.submitted_at) == key), None)
    if report is None:
        return
    reports.remove(report)
    first = document.submission_key == receipt.idempotency_key
    content = document_content(
        stage=document.stage,
        at=document.submitted_at,
        facts=PlainFacts.from_json(report.facts),
        sections=_sections(report, identity),
        structure=_structure(receipt) if first else None,
    )
    sealed = sealing.seal_json(content, [receipt.declarant_recipient])
    _write(document, receipt, ciphertext=sealed)


def _reports(receipt: Receipt) -> list[Report]:
    reports = Report.objects.filter(declaration=receipt.declaration_id)
    return list(reports.prefetch_related("sections").order_by("submitted_at", "id"))


def _sections(report: Report, identity: str) -> dict[str, dict[str, Any]]:
    """Return the sections of a report in the order in which they are written."""
    sealed = {each.section: bytes(each.ciphertext) for each in report.sections.all()}
    ordered = sorted(sealed, key=lambda name: SECTIONS.index(name) if name in SECTIONS else 99)
    return {name: sealing.unseal_json(sealed[name], identity) for name in ordered}


def _structure(receipt: Receipt) -> dict[str, Any]:
    return Declaration.objects.get(pk=receipt.declaration_id).structure_said


def _write(row: Model, receipt: Receipt, **columns: Any) -> None:
    columns["code_number"] = receipt.code_number
    for name, value in columns.items():
        setattr(row, name, value)
    row.save(update_fields=list(columns))


def _part(part: SealedPart, receipt: Receipt, identity: str) -> None:
    """Seal a part anew, then have the former one removed: it is never the only one."""
    content = open_part(part, identity)
    recipients = [*sealing.desk_recipients(), receipt.declarant_recipient]
    sealing.seal_stream(BytesIO(content), sealed := BytesIO(), recipients)
    ciphertext = sealed.getvalue()
    name = store(f"{part.file.key}/{part.number:05d}-{secrets.token_hex(4)}.age", ciphertext)
    with transaction.atomic():
        replaced = SealedPart.objects.filter(pk=part.pk, stored_as=part.stored_as).update(
            stored_as=name,
            digest=hashlib.sha256(ciphertext).hexdigest(),
            code_number=receipt.code_number,
        )
        folder, _slash, former = (part.stored_as if replaced else name).rpartition("/")
        # In the same transaction: what the former code opens does not outlive it by a crash.
        outbox.enqueue("receipt.forget_part", folder=folder, name=former)


def forget_part(folder: str, name: str) -> None:
    """Remove from the storage a part that was sealed anew. Twice is once."""
    stored_as = f"{folder}/{name}"
    if not SealedPart.objects.filter(stored_as=stored_as).exists():
        storage().delete(stored_as)
