"""Who is on duty when."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal
from vigie.incidents import access
from vigie.incidents.models import Shift
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.refusals import Refusal


class CannotBeOnDuty(Refusal):
    """Only who handles cases can be woken for one."""


class ShiftExists(Refusal):
    """This very shift is on the roster already."""


class ShiftEnded(Refusal):
    """A shift that has ended is part of what was: it stays."""


def add_shift(
    person: User, *, line: int, starts_at: datetime, ends_at: datetime, actor: User | None
) -> Shift:
    """Put somebody on the roster.

    Raises CannotBeOnDuty or ShiftExists; IntegrityError when it ends before it starts.
    """
    if not access.can_handle(person):
        raise CannotBeOnDuty(f"{person.pk} does not handle cases")
    shift = Shift(person=person, line=line, starts_at=starts_at, ends_at=ends_at)
    try:
        with transaction.atomic():
            shift.save(force_insert=True)
            _record("duty.shift_added", shift, actor)
    except IntegrityError:
        same = Shift.objects.filter(person=person, line=line, starts_at=starts_at, ends_at=ends_at)
        if same.exists():
            raise ShiftExists(f"{person.pk} has this shift") from None
        raise
    return shift


@transaction.atomic
def remove_shift(shift: Shift, *, actor: User | None, at: datetime | None = None) -> None:
    """Take a shift off the roster; one that has begun ends now instead. Raises ShiftEnded."""
    at = at or timezone.now()
    if Shift.objects.filter(pk=shift.pk, starts_at__gte=at).delete()[0]:
        _record("duty.shift_removed", shift, actor)
    elif Shift.objects.filter(pk=shift.pk, ends_at__gt=at).update(ends_at=at):
        _record("duty.shift_ended", shift, actor)
    else:
        raise ShiftEnded(f"{shift.pk} has ended")


def _record(action: str, shift: Shift, actor: User | None) -> None:
    journal.record(
        action, actor=journal_name(actor), shift=str(shift.pk), person=str(shift.person_id)
    )
