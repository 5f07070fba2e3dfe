"""What becomes late by itself."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from vigie.declarations.models import Clock, Declaration
from vigie.declarations.models.clock import OPEN
from vigie.declarations.services.clocks import note

# So many rows at a time, so that a declaration never waits long behind them to be written.
BATCH = 5_000


def mark_late(at: datetime | None = None) -> int:
    """Note since when each clock and each declaration is late; return how many clocks are anew.

    What is late of a declaration is what is owed to us: its `next_due_at` has passed.
    """
    at = at or timezone.now()
    clocks = _mark_clocks(Clock.objects.filter(OPEN, late_since=None, due_at__lt=at))
    _mark_declarations(Declaration.objects.filter(late_since=None, next_due_at__lt=at))
    return clocks


def _mark_clocks(passed: QuerySet[Clock]) -> int:
    marked = 0
    # What somebody else changes at this moment is left to the next minute.
    free = passed.select_for_update(of=("self",), skip_locked=True)
    oldest = free.order_by("due_at").select_related("receipt")
    oldest = oldest.only("withdrawn_because", "receipt__declaration_id")
    while True:
        with transaction.atomic():
            clocks = list(oldest[:BATCH])
            keys = [clock.pk for clock in clocks]
            Clock.objects.filter(pk__in=keys).update(late_since=F("due_at"))
            note("clock.late", clocks)
        marked += len(keys)
        if len(keys) < BATCH:
            return marked


def _mark_declarations(passed: QuerySet[Declaration]) -> None:
    while True:
        with transaction.atomic():
            keys = list(passed.order_by("next_due_at").values_list("pk", flat=True)[:BATCH])
            # Asked again: what was met meanwhile does not become late.
            passed.filter(pk__in=keys).update(late_since=F("next_due_at"))
        if len(keys) < BATCH:
            return
