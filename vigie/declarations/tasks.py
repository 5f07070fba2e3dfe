"""What the worker does after a declaration is safe. Each may run twice without harm."""

import logging
import uuid
from collections.abc import Sequence
from datetime import datetime
from threading import Lock

from vigie.core import outbox, scanner, sealing
from vigie.core.periodic import periodic
from vigie.declarations import notifications
from vigie.declarations.enums import Author
from vigie.declarations.models import Attachment, Declaration, SealedSection
from vigie.declarations.services import (
    announce,
    announce_what_waited,
    examining,
    forgetting,
    mark_late,
    plan_reminders,
    refresh_current_facts,
    remind,
)
from vigie.taxonomy.reminders import DUTY

logger = logging.getLogger(__name__)
# Large files are examined one at a time, beside everything else that is periodic.
_examining = Lock()


@outbox.handler("declaration.receipt_mail")
def mail_receipt(*, declaration: str) -> None:
    """E-mail the receipt to the declarant, whose address is opened only for that."""
    row = Declaration.objects.get(pk=uuid.UUID(declaration))
    if address := _contact_address(row):
        notifications.send_receipt(row, to=address)


@outbox.handler("declaration.refresh")
def refresh(*, declaration: str) -> None:
    """Bring the declaration's current facts and clocks up to date."""
    refresh_current_facts(uuid.UUID(declaration))


@outbox.handler("attachment.examine")
def examine(*, attachment: str) -> None:
    """Examine a file that has arrived; a large one waits for the next minute's round."""
    row = Attachment.objects.get(pk=uuid.UUID(attachment))
    if row.size <= examining.SMALL_BYTES:
        examining.examine(row.pk)


@outbox.handler("attachment.forget")
def forget(*, file: str) -> None:
    """Remove a file that was cancelled or cut off."""
    forgetting.forget_unfinished(uuid.UUID(file))


@periodic(minute="*")
def examine_what_waits() -> None:
    """Examine large files, and those that a scanner which was down has kept waiting."""
    if not _examining.acquire(blocking=False):
        return
    try:
        for pk in examining.waiting():
            examining.examine(pk)
    except scanner.ScannerDown:
        logger.warning("The scanner does not answer: files wait to be examined")
    finally:
        _examining.release()


@periodic(minute="23")
def forget_unfinished_files() -> None:
    """Forget files that were begun a day ago and never arrived whole."""
    forgetting.prune_unfinished()


@outbox.handler("message.tell_declarant")
def mail_of_message(*, declaration: str) -> None:
    """E-mail the declarant that the desk wrote, unless it was told a moment ago."""
    key = uuid.UUID(declaration)
    announce(key, Author.DESK, lambda: _tell_declarant(key))


@periodic(minute="*/1")
def mail_of_messages_that_waited() -> None:
    """E-mail declarants of what came within a short while after the last e-mail."""
    announce_what_waited(Author.DESK, _tell_declarant)


def _tell_declarant(declaration_id: uuid.UUID) -> None:
    row = Declaration.objects.get(pk=declaration_id)
    if address := _contact_address(row):
        notifications.tell_of_message(row, to=address)


@outbox.handler("declaration.support_mail")
def mail_support(*, declaration: str) -> None:
    """E-mail the declarant that support is offered and waits for an answer."""
    row = Declaration.objects.get(pk=uuid.UUID(declaration))
    if address := _contact_address(row):
        notifications.tell_of_support(row, to=address)


@periodic(minute="*/1")
def what_is_late() -> None:
    """Have every clock whose time has passed become late by itself, and people reminded."""
    mark_late()
    plan_reminders()


@outbox.handler("clock.remind")
def mail_reminder(*, declaration: str, to: str) -> None:
    """E-mail one addressee what is due soon or late; what was done meanwhile is left out."""
    row = Declaration.objects.get(pk=uuid.UUID(declaration))

    def tell(coming: Sequence[datetime], passed: Sequence[datetime]) -> bool:
        if to == DUTY:
            return notifications.remind_duty(row, coming=coming, passed=passed)
        address = _contact_address(row)
        return bool(address) and notifications.remind_declarant(
            row, to=address, coming=coming, passed=passed
        )

    remind(row.pk, to, tell)


def _contact_address(declaration: Declaration) -> str:
    """Open the address of whom to write to: the latest that was given."""
    contacts = SealedSection.objects.filter(report__declaration=declaration, section="contact")
    sealed = contacts.order_by("-report__submitted_at", "-report_id").first()
    if sealed is None:
        return ""
    contact = sealing.unseal_json(bytes(sealed.ciphertext), sealing.desk_identity())
    return str(contact.get("email", ""))
