"""Shutting an account's doors: sessions ended, tokens taken back, the account itself closed."""

from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from vigie.accounts.enums import Role
from vigie.accounts.models import ApiToken, User
from vigie.core import journal


class LastAdministrator(ValidationError):  # noqa: N818 - reads as the answer it is
    """Without this account nobody would administer accounts."""


@transaction.atomic
def end_session(session: UserSession, *, actor: str) -> None:
    """End one session of a person, on the device where it runs."""
    session.end()
    journal.record("account.session_ended", actor=actor, account=str(session.user_id))


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
    keep_an_administrator(user)
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False):
        journal.record("account.deactivated", actor=actor, account=str(user.pk))
    end_sessions(user, actor=actor)


def keep_an_administrator(leaving: User) -> None:
    """Refuse that the last active administrator leaves; hold them all until the transaction ends.

    Of two who close each other at once, the second waits here, and is told no.

    Raises:
        LastAdministrator: there would be none left.
    """
    administrators = User.objects.filter(role=Role.ADMINISTRATOR, is_active=True)
    held = set(administrators.select_for_update().order_by("pk").values_list("pk", flat=True))
    if held == {leaving.pk}:
        raise LastAdministrator(_("This is the last administrator: name another one first."))


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: str) -> bool:
    """Take a token back for ever; return whether it still stood."""
    standing = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
    if not standing.update(revoked_at=timezone.now()):
        return False
    journal.record("token.revoked", actor=actor, token=str(token.pk))
    return True


@transaction.atomic
def revoke_tokens(user: User, *, actor: str) -> int:
    """Take back every token that has a person's sight; return how many stood."""
    standing = ApiToken.objects.filter(owner=user, revoked_at=None)
    return sum(revoke_token(token, actor=actor) for token in standing)
