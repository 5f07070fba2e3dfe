"""What declarants add: its mark, the support it asks for, who of the desk is told."""

import uuid

from vigie.core import outbox
from vigie.core.periodic import periodic
from vigie.declarations.models import Declaration
from vigie.declarations.services import refresh_current_facts
from vigie.incidents import notifications, services
from vigie.incidents.services import duty


@outbox.handler("declaration.completed")
def take_in_report(*, declaration: str, report: str = "") -> None:
    """Mark a further report as new, and have what it says followed in a case in hand.

    `report`: none where a front that is not upgraded yet asks for it.
    """
    key = uuid.UUID(declaration)
    refresh_current_facts(key)
    if report:
        services.note_report(uuid.UUID(report))
    row = Declaration.objects.select_related("incident_link__incident").get(pk=key)
    link = getattr(row, "incident_link", None)
    latest = row.reports.order_by("submitted_at", "id").last()
    if link is not None and latest is not None:
        services.open_what_was_asked(link.incident, row, asked_at=latest.submitted_at)
        services.consider_telling(link.incident)


@outbox.handler("attachment.arrived")
def take_in_file(*, attachment: str) -> None:
    """Mark a file that came without a message as new."""
    services.note_file(uuid.UUID(attachment))


@outbox.handler("addition.mail")
def mail_of_addition(*, declaration: str) -> None:
    """E-mail the case's lead, else the duty, that a declarant added something."""
    key = uuid.UUID(declaration)
    services.tell_of_additions(key, lambda: _tell_desk(key))


@periodic(minute="*/1")
def mail_of_additions_that_waited() -> None:
    """E-mail of what came within a short while after the last e-mail."""
    services.tell_what_waited(_tell_desk)


def _tell_desk(declaration_id: uuid.UUID) -> bool:
    declaration = Declaration.objects.select_related("incident_link__incident__lead").get(
        pk=declaration_id
    )
    return duty.mail_desk(
        lambda to: notifications.tell_of_addition(declaration, to=to),
        about=declaration.incident_link.incident,
    )
