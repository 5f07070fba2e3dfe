"""What the worker does after a declaration is safe. Each may run twice without harm."""

import uuid

from vigie.core import outbox, sealing
from vigie.declarations import notifications
from vigie.declarations.models import Declaration, SealedSection
from vigie.declarations.services import refresh_current_facts


@outbox.handler("declaration.receipt_mail")
def mail_receipt(*, declaration: str) -> None:
    """E-mail the receipt to the declarant, whose address is opened only for that."""
    row = Declaration.objects.get(pk=uuid.UUID(declaration))
    if address := _contact_address(row):
        notifications.send_receipt(row, to=address)


@outbox.handler("declaration.duty_mail")
def mail_duty(*, declaration: str) -> None:
    """E-mail the duty that a declaration waits."""
    notifications.tell_duty(Declaration.objects.get(pk=uuid.UUID(declaration)))


@outbox.handler("declaration.refresh")
def refresh(*, declaration: str) -> None:
    """Bring the declaration's current facts up to date after a complement."""
    refresh_current_facts(uuid.UUID(declaration))


def _contact_address(declaration: Declaration) -> str:
    sealed = SealedSection.objects.filter(
        report__declaration=declaration, section="contact"
    ).first()
    if sealed is None:
        return ""
    contact = sealing.unseal_json(bytes(sealed.ciphertext), sealing.desk_identity())
    return str(contact.get("email", ""))
