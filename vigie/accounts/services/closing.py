"""Shutting an account's doors: its sessions ended, or the account itself closed."""

from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.core import journal


class LastAdministrator(ValidationError):  # noqa: N818 - reads as the answer it is
    """Without this account nobody would administer accounts."""


@transaction.atomic
def end_sessions(user: User, *, actor: str, but: str | None = None) -> int:
    """End a person's sessions, on every device; return how many. `but`: a session key to keep."""
    ended = 0
    for session in UserSession.objects.filter(user=user).exclude(session_key=but or ""):
        session.end()
        ended += 1
    if ended:
        journal.record("account.sessions_ended", actor=actor, account=str(user.pk))
    return ended


@transaction.atomic
def deactivate(user: User, *, actor: str) -> None:
    """Close an account at once; only a recovery, decided by two, opens it again.

    Raises:
        LastAdministrator: there would be none left.
    """
    others = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=user.pk)
    if user.role == Role.ADMINISTRATOR and not others.exists():
        raise LastAdministrator(_("This is the last administrator: name another one first."))
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        journal.record("account.deactivated", actor=actor, account=str(user.pk))
    end_sessions(user, actor=actor)
