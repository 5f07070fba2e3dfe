"""E-mails that say that a declarant wrote."""

import uuid

from vigie.core import outbox
from vigie.core.periodic import periodic
from vigie.declarations.enums import Author
from vigie.declarations.models import Declaration
from vigie.declarations.services import announce, announce_what_waited
from vigie.incidents import notifications
from vigie.incidents.services import duty


@outbox.handler("message.tell_desk")
def mail_of_message(*, declaration: str) -> None:
    """E-mail the case's lead, else the duty, that a declarant wrote."""
    key = uuid.UUID(declaration)
    announce(key, Author.DECLARANT, lambda: _tell_desk(key))


@periodic(minute="*/1")
def mail_of_messages_that_waited() -> None:
    """E-mail the desk of what came within a short while after the last e-mail."""
    announce_what_waited(Author.DECLARANT, _tell_desk)


def _tell_desk(declaration_id: uuid.UUID) -> bool:
    declaration = Declaration.objects.select_related("incident_link__incident__lead").get(
        pk=declaration_id
    )
    link = getattr(declaration, "incident_link", None)
    return duty.mail_desk(
        lambda to: notifications.tell_of_message(declaration, to=to),
        about=link.incident if link else None,
    )
