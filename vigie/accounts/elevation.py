"""Elevated mode: what touches other people's accounts asks again who one is, for a while.

A browser left open on a desk administers nothing, and the mode ends by itself.
"""

from datetime import UTC, datetime, timedelta
from time import time

from django.db import transaction
from django.http import HttpRequest

from vigie.core import journal

UNTIL = "vigie_elevated_until"
LASTS = timedelta(minutes=15)


@transaction.atomic
def enter(request: HttpRequest) -> None:
    """Begin the mode, for a person who has just proved who they are."""
    journal.record("account.elevated", actor=f"user:{request.user.pk}")
    request.session[UNTIL] = int(time() + LASTS.total_seconds())


@transaction.atomic
def leave(request: HttpRequest) -> None:
    """End the mode at once."""
    if request.session.pop(UNTIL, None):
        journal.record("account.lowered", actor=f"user:{request.user.pk}")


def until(request: HttpRequest) -> datetime | None:
    """Return when the mode ends; None when it is not on."""
    ends: int = request.session.get(UNTIL, 0)
    return datetime.fromtimestamp(ends, UTC) if ends > time() else None
