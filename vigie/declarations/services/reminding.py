"""Bringing deadlines to mind, ahead and after: to the declarant and to the duty lead.

Which reminders there are is data (`vigie/taxonomy/data/reminders.toml`). Each is written once,
then sent by the outbox; those of one declaration that fall together are one e-mail.
"""

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from vigie.core import journal, outbox
from vigie.core.pace import as_lived
from vigie.core.realm import LIVE
from vigie.declarations.models import Clock, Reminder
from vigie.declarations.models.clock import OPEN
from vigie.taxonomy.reminders import DUTY, ReminderRule, reminder_rules

# After an outage, nobody is reminded of what should have been said longer ago.
OUTDATED_AFTER = timedelta(hours=12)
MOST_AT_ONCE = 500

# Tells one addressee of deadlines that come and deadlines that have passed; False: nobody to tell.
Tell = Callable[[Sequence[datetime], Sequence[datetime]], bool]


def plan_reminders(at: datetime | None = None) -> int:
    """Write the reminders whose time has come, and have them sent; return how many."""
    at = at or timezone.now()
    return sum(_plan(rule, at) for rule in reminder_rules())


def remind(declaration_id: uuid.UUID, to: str, tell: Tell, *, at: datetime | None = None) -> None:
    """Send to one addressee, by `tell`, what is written and not yet sent. Idempotent.

    What was met or withdrawn meanwhile is left out. Where there was nobody to tell it stays
    written, for the next reminder.
    """
    at = at or timezone.now()
    due = {
        reminder.pk: reminder.clock.due_at
        for reminder in Reminder.objects.filter(
            _of_open("clock__"),
            clock__receipt__declaration_id=declaration_id,
            to=to,
            sent_at=None,
        ).select_related("clock")
        if reminder.clock.due_at
    }
    times = sorted(set(due.values()))
    if not times:
        return
    if not tell([time for time in times if time > at], [time for time in times if time <= at]):
        return
    with transaction.atomic():
        Reminder.objects.filter(pk__in=due).update(sent_at=at)
        journal.record("clock.reminded", actor="system", declaration=str(declaration_id), to=to)


def _plan(rule: ReminderRule, at: datetime) -> int:
    with transaction.atomic():
        clocks = list(_due(rule, at).values_list("pk", "receipt__declaration_id")[:MOST_AT_ONCE])
        Reminder.objects.bulk_create(
            [Reminder(clock_id=pk, code=rule.code, to=to) for pk, _key in clocks for to in rule.to],
            # Another worker may be at it: each is written once.
            ignore_conflicts=True,
        )
        for key in dict.fromkeys(key for _pk, key in clocks):
            for to in rule.to:
                ask_to_remind(key, to)
    return len(clocks) * len(rule.to)


def ask_to_remind(declaration_id: uuid.UUID, to: str) -> None:
    """Have one addressee reminded: who the duty is, the floor above knows."""
    if to == DUTY:
        outbox.enqueue("clock.remind_duty", declaration=str(declaration_id))
    else:
        outbox.enqueue("clock.remind", declaration=str(declaration_id), to=to)


def _due(rule: ReminderRule, at: datetime) -> QuerySet[Clock]:
    """Return the clocks of which this rule has people reminded now."""
    offset = as_lived(rule.offset)
    begun = at - offset
    clocks = Clock.objects.filter(
        OPEN,
        receipt__realm=LIVE,
        status__in=rule.status,
        due_at__lte=begun,
        due_at__gt=begun - as_lived(OUTDATED_AFTER),
        # Whoever declared after that moment was told by the receipt.
        receipt__received_at__lt=F("due_at") + offset,
    )
    if rule.offset < timedelta(0):
        clocks = clocks.filter(due_at__gt=at)
    written = Reminder.objects.filter(code=rule.code, clock=OuterRef("pk"))
    return clocks.filter(~Exists(written)).order_by("due_at", "pk")


def _of_open(prefix: str) -> Q:
    return Q(**{f"{prefix}met_at": None, f"{prefix}withdrawn_at": None})
