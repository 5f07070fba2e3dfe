"""Making, taking back and checking the tokens of the API."""

import hmac
import re
import secrets
from collections.abc import Collection
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from vigie.accounts.enums import Scope
from vigie.accounts.models import ApiToken, User
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


@transaction.atomic
def make_token(
    owner: User, *, name: str, scopes: Collection[Scope], lasts: timedelta, actor: str
) -> tuple[ApiToken, str]:
    """Make a token and return it with its secret, which nobody can be shown again.

    Raises CannotMake.
    """
    if not scopes or not timedelta() < lasts <= LONGEST or not owner.is_active or not name:
        raise CannotMake
    prefix, secret = secrets.token_hex(6), secrets.token_urlsafe(32)
    now = timezone.now()
    token = ApiToken.objects.create(
        name=name,
        owner=owner,
        prefix=prefix,
        digest=_digest(secret),
        scopes=sorted(scopes),
        made_at=now,
        expires_at=now + lasts,
    )
    journal.record("token.made", actor=actor, token=str(token.pk), account=str(owner.pk))
    return token, f"vigie_{prefix}_{secret}"


@transaction.atomic
def revoke_token(token: ApiToken, *, actor: str) -> bool:
    """Take a token back for ever; return whether it still stood."""
    standing = ApiToken.objects.filter(pk=token.pk, revoked_at=None)
    if not standing.update(revoked_at=timezone.now()):
        return False
    journal.record("token.revoked", actor=actor, token=str(token.pk))
    return True


def check_token(presented: str) -> ApiToken | None:
    """Return the token presented, or None when it is none, too old, revoked or its owner gone."""
    read = TOKEN.fullmatch(presented)
    prefix, secret = read.groups() if read else ("", "")
    token = ApiToken.objects.select_related("owner").filter(prefix=prefix).first()
    known = token.digest if token else NO_DIGEST
    if not hmac.compare_digest(_digest(secret), known) or token is None:
        return None
    now = timezone.now()
    if token.revoked_at or token.expires_at <= now or not token.owner.is_active:
        return None
    long_ago = Q(last_used_at=None) | Q(last_used_at__lt=now - COARSE)
    ApiToken.objects.filter(long_ago, pk=token.pk).update(last_used_at=now)
    return token


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
