"""An analyst asks a declarant for an intermediate report, and says in confidence what it is for."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from vigie.accounts.models import User
from vigie.core.pace import as_lived
from vigie.declarations import services as declarations
from vigie.declarations.models import Clock, Declaration
from vigie.declarations.services.thread import (
    DeskSender,
    Letter,
    MessageText,
    write_to_declarants,
)
from vigie.incidents.models import Incident
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.refusals import CaseClosed


@transaction.atomic
def ask_for_report(  # noqa: PLR0913 - each is one part of the request
    declaration: Declaration,
    incident: Incident,
    *,
    words: str,
    within: timedelta | None,
    actor: User,
    at: datetime | None = None,
) -> Clock:
    """Start the clock of an intermediate report, and write to the declarant what is asked.

    `within`: how long the declarant has; None: without delay, or as the law says. What is
    asked is sealed, as every message; the e-mail says only that a message waits. Raises
    CaseClosed, AlreadyRequested or NobodyToAsk (of the declarations' services).
    """
    at = at or timezone.now()
    current = Incident.objects.select_for_update().get(pk=incident.pk)
    if current.closed_at is not None:
        raise CaseClosed(current)
    clock = declarations.request_report(
        declaration,
        due_at=at + as_lived(within) if within else None,
        actor=journal_name(actor),
        at=at,
    )
    sender = DeskSender(person=actor.pk, actor=journal_name(actor), incident=incident.pk)
    letter = Letter(clock.receipt, _asking(declaration.language, words))
    write_to_declarants([letter], sender=sender, form_nonce=str(clock.pk), sent_at=at)
    return clock


def _asking(language: str, words: str) -> MessageText:
    with translation.override(language):
        asked = words or _(
            "Please tell us where the incident stands now: what works again, what does not, and "
            "what you know of its cause."
        )
        how = _(
            "To answer: “Complete this declaration”, then choose “Intermediate report”. Its time "
            "is shown with what is due."
        )
        return MessageText(
            subject=_("We ask you for an intermediate report"),
            body=f"{asked}\n\n{how}",
            language=language,
        )
