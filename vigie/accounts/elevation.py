"""Elevated mode: what touches other people's accounts asks again who one is, for a while.

A browser left open on a desk administers nothing, and the mode ends by itself.
"""

from datetime import UTC, datetime, timedelta
from time import time

from django.http import HttpRequest

UNTIL = "vigie_elevated_until"
LASTS = timedelta(minutes=15)


def enter(request: HttpRequest) -> None:
    """Begin the mode, for a person who has just proved who they are."""
    request.session[UNTIL] = int(time() + LASTS.total_seconds())


def leave(request: HttpRequest) -> None:
    """End the mode at once."""
    request.session.pop(UNTIL, None)


def until(request: HttpRequest) -> datetime | None:
    """Return when the mode ends; None when it is not on."""
    ends: int = request.session.get(UNTIL, 0)
    return datetime.fromtimestamp(ends, UTC) if ends > time() else None
