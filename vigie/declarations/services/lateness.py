"""What becomes late by itself."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from vigie.declarations.models import Clock, Declaration
from vigie.declarations.models.clock import OPEN

# So many rows at a time, so that a declaration never waits long behind them to be written.
BATCH = 5_000


def mark_late(at: datetime | None = None) -> int:
    """Note since when each clock and each declaration is late; return how many clocks are anew.

    What is late of a declaration is what is owed to us: its `next_due_at` has passed.
    """
    at = at or timezone.now()
    passed = Clock.objects.filter(OPEN, late_since=None, due_at__lt=at)
    clocks = _mark(passed, "due_at")
    _mark(Declaration.objects.filter(late_since=None, next_due_at__lt=at), "next_due_at")
    return clocks


def _mark(passed: QuerySet[Clock] | QuerySet[Declaration], since: str) -> int:
    marked = 0
    while True:
        with transaction.atomic():
            keys = list(passed.order_by(since).values_list("pk", flat=True)[:BATCH])
            # Asked again: what was met meanwhile does not become late.
            marked += passed.filter(pk__in=keys).update(late_since=F(since))
        if len(keys) < BATCH:
            return marked
