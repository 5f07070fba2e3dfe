"""Whom to mail what is for the desk and for nobody in particular: one rule for all of it."""

from collections.abc import Callable, Iterable
from datetime import datetime
from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.utils import timezone

from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.incidents import access
from vigie.incidents.models import Incident
from vigie.incidents.selectors.duty import on_duty
from vigie.incidents.services.duty.addresses import TEAM, mailbox

# Mails one address; tells whether it was told.
Send = Callable[[str], bool]


def whom(at: datetime | None = None) -> list[str]:
    """Return whom to tell what is for nobody in particular, by keys that `mailbox` reads.

    The team's mailbox, where there is one; else who is called first on the roster, else the duty
    leads, else everybody who handles cases. Nobody only where nobody handles cases.
    """
    if settings.VIGIE_DUTY_EMAIL:
        return [TEAM]
    leads = access.handlers().filter(role=Role.DUTY_LEAD)
    return first_called(at or timezone.now()) or _keys(leads) or _keys(access.handlers())


def first_called(at: datetime) -> list[str]:
    """Return the keys of who stands on the first line of the roster; none in a gap."""
    shifts = list(on_duty(at))
    return sorted({str(shift.person_id) for shift in shifts if shift.line == shifts[0].line})


def mail_desk(send: Send, *, about: Incident | None = None) -> bool:
    """Mail who leads the case, `about`, else whom the rule names; return whether anybody was told.

    Who left, no longer handles cases, or is refused by the relay leads no more.

    Raises:
        OSError: the relay took none of the mails.
    """
    lead = about.lead if about else None
    if lead is not None and access.can_handle(lead):
        try:
            return send(lead.email)
        except SMTPRecipientsRefused:
            # Whoever is told instead sees who leads the case.
            pass
    return _mail_each(send, whom())


def _mail_each(send: Send, keys: Iterable[str]) -> bool:
    """Mail each; one address that is refused keeps nobody else from being told, nor told anew."""
    told, failed = False, None
    for key in keys:
        try:
            told = send(mailbox(key)) or told
        except OSError as error:
            failed = error
    if failed is not None and not told:
        raise failed
    return told


def _keys(people: Iterable[User]) -> list[str]:
    return [str(person.pk) for person in people]
