"""Making, approving, taking back and checking the tokens of the API."""

import hmac
import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from vigie.accounts import access
from vigie.accounts.enums import Scope
from vigie.accounts.models import ApiToken, User
from vigie.accounts.services.changes import CannotDecide
from vigie.accounts.services.deciders import tell_deciders
from vigie.core import journal

LONGEST = timedelta(days=365)
# How often a token's last use is written.
COARSE = timedelta(hours=1)
# Tells a leaked token from any other string: secret scanners look for such a beginning.
TOKEN = re.compile(r"vigie_([0-9a-f]{12})_([A-Za-z0-9_-]{43})", re.ASCII)
# Compared with where there is no such token, so that the answer takes as long.
NO_DIGEST = "0" * 64


class CannotMake(ValueError):  # noqa: N818 - reads as the answer it is
    """A token must have a scope, a time of a year at most, and an owner who is active."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What a token is to be."""

    name: str
    scopes: Collection[Scope]
    lasts: timedelta
    # Empty: the one in which this instance receives.
    realm: str = ""

    def sound(self) -> bool:
        """Tell whether such a token may be."""
        return bool(self.scopes and self.name) and timedelta() < self.lasts <= LONGEST


def make_token(
    owner: User, *, name: str, scopes: Collection[Scope], lasts: timedelta, actor: str
) -> tuple[ApiToken, str]:
    """Make a token that opens at once, as whoever has the machine may; return it with its secret.

    Nobody can be shown the secret again. Raises CannotMake.
    """
    wanted = Wanted(name=name, scopes=scopes, lasts=lasts)
    return _make(owner, wanted, approved_at=timezone.now(), made_by=None, actor=actor)


def ask_token(owner: User, wanted: Wanted, *, actor: User) -> tuple[ApiToken, str]:
    """Make a token that opens nothing until a second person approves; return it and its secret.

    Nobody can be shown the secret again. Raises CannotMake.
    """
    return _make(owner, wanted, approved_at=None, made_by=actor, actor=f"user:{actor.pk}")


@transaction.atomic
def _make(owner: User, wanted: Wanted, *, actor: str, **columns: object) -> tuple[ApiToken, str]:
    if not wanted.sound() or not owner.is_active:
        raise CannotMake
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    now = timezone.now()
    token = ApiToken.objects.create(
        name=wanted.name,
        owner=owner,
        realm=wanted.realm or settings.VIGIE_INTAKE_REALM,
        prefix=prefix,
        digest=_digest(secret),
        scopes=sorted(wanted.scopes),
        made_at=now,
        expires_at=now + wanted.lasts,
        **columns,
    )
    journal.record("token.made", actor=actor, token=str(token.pk), account=str(owner.pk))
    if token.approved_at is None:
        tell_deciders(
            "token.approval_mail", but=(token.made_by_id,), realm=token.realm, token=str(token.pk)
        )
    return token, f"vigie_{prefix}_{secret}"


@transaction.atomic
def approve_token(token: ApiToken, *, actor: User) -> None:
    """Let a token that somebody else made open what it was made for.

    Raises:
        CannotDecide: they made it, or it was approved, revoked or has ended meanwhile.
    """
    if not access.can_approve(actor, token):
        raise CannotDecide
    now = timezone.now()
    waiting = ApiToken.objects.filter(
        pk=token.pk, approved_at=None, revoked_at=None, expires_at__gt=now
    )
    if not waiting.update(approved_at=now, approved_by=actor):
        raise CannotDecide
    journal.record("token.approved", actor=f"user:{actor.pk}", token=str(token.pk))


def check_token(presented: str) -> ApiToken | None:
    """Return the token presented, or None when it opens nothing.

    It is none, waits for approval, is too old, revoked, or its owner is gone.
    """
    read = TOKEN.fullmatch(presented)
    prefix, secret = read.groups() if read else ("", "")
    token = ApiToken.objects.select_related("owner").filter(prefix=prefix).first()
    known = token.digest if token else NO_DIGEST
    if not hmac.compare_digest(_digest(secret), known) or token is None:
        return None
    now = timezone.now()
    ended = token.revoked_at or token.expires_at <= now or not token.owner.is_active
    if ended or token.approved_at is None:
        return None
    long_ago = Q(last_used_at=None) | Q(last_used_at__lt=now - COARSE)
    ApiToken.objects.filter(long_ago, pk=token.pk).update(last_used_at=now)
    return token


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
