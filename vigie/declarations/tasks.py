"""What the worker does after a declaration is safe. Each may run twice without harm."""

import logging
import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from threading import Lock

from django.utils import timezone

from vigie.core import outbox, scanner, sealing
from vigie.core.periodic import periodic
from vigie.declarations import notifications
from vigie.declarations.enums import Author
from vigie.declarations.models import (
    Attachment,
    CodeReplacement,
    Declaration,
    SealedSection,
)
from vigie.declarations.services import (
    announce,
    announce_what_waited,
    ask_to_remind,
    examining,
    forgetting,
    mark_late,
    plan_reminders,
    refresh_current_facts,
    remind,
    resealing,
)
from vigie.taxonomy.reminders import DUTY

logger = logging.getLogger(__name__)
# For so long after a code was replaced, what was on its way then is looked for.
LATELY = timedelta(days=1)
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


@periodic(minute="3,13,23,33,43,53")
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


def _tell_declarant(declaration_id: uuid.UUID) -> bool:
    row = Declaration.objects.get(pk=declaration_id)
    if address := _contact_address(row):
        notifications.tell_of_message(row, to=address)
    # Who gave no address reads it with the code: no e-mail is owed.
    return True


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
    """E-mail the declarant what is due soon or late; what was done meanwhile is left out."""
    row = Declaration.objects.get(pk=uuid.UUID(declaration))
    if to == DUTY:
        # Asked for before an upgrade.
        ask_to_remind(row.pk, to)
        return

    def tell(coming: Sequence[datetime], passed: Sequence[datetime]) -> bool:
        address = _contact_address(row)
        return bool(address) and notifications.remind_declarant(
            row, to=address, coming=coming, passed=passed
        )

    remind(row.pk, to, tell)


@outbox.handler("receipt.reseal")
def reseal_to_new_code(*, receipt: str, after: str = "") -> None:
    """Seal to a receipt's code of today what is sealed to a former one, some of it at a time."""
    resealing.reseal(uuid.UUID(receipt), after=after)


@outbox.handler("receipt.forget_part")
def forget_former_part(*, folder: str, name: str) -> None:
    """Remove a part of a file that the former code opened."""
    resealing.forget_part(folder, name)


@periodic(minute="*/10")
def reseal_what_came_meanwhile() -> None:
    """Find what was being written at the very moment when a code was replaced."""
    lately = CodeReplacement.objects.filter(issued_at__gt=timezone.now() - LATELY)
    for replacement in lately.select_related("receipt"):
        left = resealing.left_behind(replacement.receipt)
        if left.lost or left.parts:
            resealing.reseal(replacement.receipt_id)


@outbox.handler("receipt.replaced_mail")
def mail_replaced(*, replacement: str) -> None:
    """E-mail who was the contact until then that the code was replaced, and no more."""
    row = CodeReplacement.objects.select_related("receipt").get(pk=uuid.UUID(replacement))
    declaration = Declaration.objects.get(pk=row.receipt.declaration_id)
    if address := _contact_address(declaration, until=row.issued_at):
        notifications.tell_code_replaced(declaration, to=address)


def _contact_address(declaration: Declaration, *, until: datetime | None = None) -> str:
    """Open the address of whom to write to: the latest that was given, `until` a moment."""
    contacts = SealedSection.objects.filter(report__declaration=declaration, section="contact")
    if until is not None:
        contacts = contacts.filter(report__submitted_at__lte=until)
    sealed = contacts.order_by("-report__submitted_at", "-report_id").first()
    if sealed is None:
        return ""
    contact = sealing.unseal_json(bytes(sealed.ciphertext), sealing.desk_identity())
    return str(contact.get("email", ""))
