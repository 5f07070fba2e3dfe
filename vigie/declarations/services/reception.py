"""A declaration arrives."""

from datetime import UTC, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from vigie.core import codes, journal, outbox, references
from vigie.core.ids import new_id
from vigie.core.realm import notifies
from vigie.declarations.models import Declaration, Receipt
from vigie.declarations.services.clocks import next_due, note_started, start_clocks
from vigie.declarations.services.reports import write_document, write_report
from vigie.declarations.services.submissions import Submission, TypedBy
from vigie.taxonomy.codes import ReportStage

# Two random references of 31**7 values meet so rarely that a fifth try is a broken generator.
REFERENCE_TRIES = 5
SALT = "vigie.declarations.sent_under"


class KeyUsed(Exception):  # noqa: N818 - reads as the answer it is
    """Something else was declared under this idempotency key. Nothing is changed."""


def receive(  # noqa: PLR0913 - each is one thing that is known of how it came
    submission: Submission,
    *,
    code: str,
    realm: str,
    received_at: datetime | None = None,
    typed_by: TypedBy | None = None,
    sent_under: str = "",
) -> Receipt:
    """Receive a declaration and return its receipt, once COMMIT has made it safe.

    `typed_by`: who of the desk typed it; None where the declarant did. What had arrived before
    it was typed was received then, and its clocks run from then.
    `sent_under`: the idempotency key that a program gave. It serves for one code: two that come
    at once are told apart by the database.

    The same receipt code gives the same receipt, however often and however concurrently it
    is submitted: the idempotency key is derived from it. Nothing readable of the code, of
    the contact or of the narrative is stored. Runs under the front's database rights.

    Raises:
        KeyUsed: what was declared under this key has another code.
    """
    keys = codes.derive(code)
    once = salted_hmac(SALT, sent_under, algorithm="sha256").hexdigest() if sent_under else None
    arrived_at = typed_by.arrived_at if typed_by else None
    received_at = arrived_at or received_at or timezone.now()
    for _ in range(REFERENCE_TRIES):
        if known := Receipt.objects.filter(idempotency_key=keys.idempotency_key).first():
            return known
        if once and Receipt.objects.filter(sent_under=once).exists():
            raise KeyUsed
        receipt = Receipt(
            declaration_id=new_id(),
            reference=references.new_reference(),
            realm=realm,
            received_at=received_at,
            idempotency_key=keys.idempotency_key,
            sent_under=once,
            verifier=keys.verifier,
            declarant_recipient=keys.recipient,
        )
        try:
            with transaction.atomic():
                return _write(receipt, submission, by=typed_by)
        except IntegrityError:
            # The same form or key was submitted a moment ago, or the reference is taken.
            continue
    return Receipt.objects.get(idempotency_key=keys.idempotency_key)


def received_before(code: str) -> bool:
    """Tell whether a form with this receipt code has been received already."""
    key = codes.derive(code).idempotency_key
    return Receipt.objects.filter(idempotency_key=key).exists()


def note_code_shown(declaration: Declaration, *, actor: str) -> None:
    """Note that somebody of the desk was shown the receipt code, to read it out. Not the code."""
    journal.record("receipt.code_shown", actor=actor, declaration=str(declaration.pk))


def _write(receipt: Receipt, submission: Submission, *, by: TypedBy | None) -> Receipt:
    # First: a second submit of the same form stops here, before any sealing.
    receipt.save(force_insert=True)
    received_at = receipt.received_at
    declaration = _declaration(receipt, submission, by=by)
    stage = ReportStage.EARLY_WARNING
    clocks = start_clocks(
        receipt,
        submission.facts,
        structure_kind=submission.structure.kind,
        reports=[(stage, received_at)],
        told={},
    )
    declaration.next_due_at = next_due(clocks)
    declaration.save(force_insert=True)
    sections = submission.sections()
    write_report(
        declaration.pk, stage=stage, at=received_at, facts=submission.facts, sections=sections
    )
    write_document(
        receipt,
        stage=stage,
        at=received_at,
        submission_key=receipt.idempotency_key,
        facts=submission.facts,
        sections=sections,
        structure=_structure_json(submission),
    )
    actor = by.actor if by else "declarant"
    arrived = {"arrived": f"{received_at.astimezone(UTC):%Y-%m-%dT%H:%MZ}"}
    journal.record(
        "declaration.received",
        actor=actor,
        declaration=str(declaration.pk),
        **(arrived if by and by.arrived_at else {}),
    )
    note_started(clocks)
    if notifies(receipt.realm):
        outbox.enqueue("declaration.receipt_mail", declaration=str(declaration.pk))
        outbox.enqueue("declaration.arrived", declaration=str(declaration.pk))
    return receipt


def _declaration(receipt: Receipt, submission: Submission, *, by: TypedBy | None) -> Declaration:
    return Declaration(
        id=receipt.declaration_id,
        reference=receipt.reference,
        realm=receipt.realm,
        received_at=receipt.received_at,
        channel=submission.channel,
        language=submission.language,
        typed_by_id=by.person if by else None,
        **submission.structure.as_columns(),
        **submission.facts.as_columns(),
    )


def _structure_json(submission: Submission) -> dict[str, Any]:
    structure = submission.structure
    return {
        "name": structure.name,
        "town": structure.town,
        "kind": structure.kind,
        "region": structure.region,
        "verified": structure.structure_id is not None,
    }
