"""E-mails to those who may approve a new receipt code."""

import uuid

from vigie.accounts.models import User
from vigie.core import outbox
from vigie.incidents import access, notifications
from vigie.incidents.services import replacing


@outbox.handler("receipt.replacement_mail")
def mail_who_may_approve(*, replacement: str, person: str) -> None:
    """E-mail one of them, unless it was decided meanwhile or is no longer theirs to decide."""
    asked = replacing.still_undecided(uuid.UUID(replacement))
    who = User.objects.get(pk=int(person))
    if asked and access.can_approve_code(who, asked):
        notifications.tell_who_may_approve(asked, to=who.email)
