"""What the desk reads of its duty: who answers, when nobody does, how fast pages were answered."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from vigie.core.prepared import once_a_thread
from vigie.incidents import access
from vigie.incidents.models import DutyPage, HandOverNote, PageAttempt, PageStep, Shift

# A roster is written some weeks ahead: further than this nobody looks for gaps.
HORIZON = timedelta(days=14)
MEASURED = timedelta(days=365)
NOTES_SHOWN = 20


@dataclass(frozen=True)
class Gap:
    """A time at which nobody would be woken."""

    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Overlap:
    """Two shifts that meet: of one line, or of one person."""

    first: Shift
    second: Shift
    starts_at: datetime
    ends_at: datetime

    @property
    def of_one_person(self) -> bool:
        """Whether one person is asked to stand twice at once."""
        return self.first.person_id == self.second.person_id


def _valid_shifts() -> QuerySet[Shift]:
    """Return the shifts of those who may handle cases: whoever left is not woken."""
    return Shift.objects.filter(person__in=access.handlers()).select_related("person")


def on_duty(at: datetime) -> QuerySet[Shift]:
    """Return who is on duty at a moment, the line called first coming first."""
    now = _valid_shifts().filter(starts_at__lte=at, ends_at__gt=at)
    return now.order_by("line", "starts_at", "id")


def next_on_duty(at: datetime) -> list[Shift]:
    """Return, for each line, the shift that begins next."""
    later = _valid_shifts().filter(starts_at__gt=at, starts_at__lte=at + HORIZON)
    first: dict[int, Shift] = {}
    for shift in later.order_by("starts_at", "id"):
        first.setdefault(shift.line, shift)
    return [first[line] for line in sorted(first)]


def roster(at: datetime) -> QuerySet[Shift]:
    """Return the shifts that have not ended, soonest first; those of people who left included."""
    return (
        Shift.objects.filter(ends_at__gt=at)
        .select_related("person")
        .order_by("starts_at", "line", "id")
    )


def gaps_ahead(at: datetime) -> list[Gap]:
    """Return when nobody will be on duty, from now to the horizon."""
    until = at + HORIZON
    return list(gaps(_meeting(at, until), since=at, until=until))


def overlaps_ahead(at: datetime) -> list[Overlap]:
    """Return the shifts that meet, from now to the horizon."""
    return [each for each in overlaps(_meeting(at, at + HORIZON)) if each.ends_at > at]


def _meeting(since: datetime, until: datetime) -> list[Shift]:
    return list(_valid_shifts().filter(ends_at__gt=since, starts_at__lt=until))


def gaps(shifts: Sequence[Shift], *, since: datetime, until: datetime) -> Iterator[Gap]:
    """Yield the times between two moments that no shift covers, on any line."""
    covered_until = since
    for shift in sorted(shifts, key=lambda each: each.starts_at):
        if shift.starts_at >= until:
            break
        if shift.starts_at > covered_until:
            yield Gap(covered_until, shift.starts_at)
        covered_until = max(covered_until, shift.ends_at)
    if covered_until < until:
        yield Gap(covered_until, until)


def overlaps(shifts: Sequence[Shift]) -> Iterator[Overlap]:
    """Yield the pairs of shifts that meet on one line, or that ask one person twice."""
    running: list[Shift] = []
    for shift in sorted(shifts, key=lambda each: (each.starts_at, each.line)):
        running = [each for each in running if each.ends_at > shift.starts_at]
        for other in running:
            if other.line == shift.line or other.person_id == shift.person_id:
                ends_at = min(other.ends_at, shift.ends_at)
                yield Overlap(other, shift, shift.starts_at, ends_at)
        running.append(shift)


def pages(realm: str) -> QuerySet[DutyPage]:
    """Return real pages and drills, the last first."""
    return (
        DutyPage.objects.filter(realm=realm)
        .select_related("declaration", "acknowledged_by", "started_by")
        .order_by("-started_at", "-id")
    )


def page(reference: str) -> DutyPage:
    """Return one page, or raise DutyPage.DoesNotExist."""
    return pages(settings.VIGIE_INTAKE_REALM).get(reference=reference)


def attempts_of(page: DutyPage) -> QuerySet[PageAttempt]:
    """Return every message of a page, in the order in which they were asked for."""
    sent = PageAttempt.objects.filter(step__page=page).select_related("step", "person")
    return sent.order_by("step__number", "purpose", "id")


def unanswered(realm: str) -> QuerySet[DutyPage]:
    """Return the pages that wait for an answer, the oldest first; a drill that ended does not.

    Each says whether nobody was on duty when it began (`nobody_on_duty`).
    """
    return _unanswered().filter(realm=realm)


@once_a_thread
def _unanswered() -> QuerySet[DutyPage]:
    waiting = DutyPage.objects.filter(acknowledged_at=None)
    waiting = waiting.exclude(declaration=None, ended_at__isnull=False)
    to_everybody = PageStep.objects.filter(page=OuterRef("pk"), number=1, line=None)
    return waiting.annotate(nobody_on_duty=Exists(to_everybody)).order_by("started_at", "id")


@dataclass(frozen=True)
class Delays:
    """How fast pages were acknowledged, over a year."""

    pages: int
    acknowledged: int
    # None where none was acknowledged.
    median: timedelta | None
    longest: timedelta | None


def delays(realm: str, *, drills: bool, at: datetime) -> Delays:
    """Return how fast the real pages, or the drills, of the last year were acknowledged.

    Drills called off are left out: nobody had to answer them.
    """
    asked = DutyPage.objects.filter(realm=realm, started_at__gt=at - MEASURED)
    asked = asked.filter(Q(declaration=None) if drills else Q(declaration__isnull=False))
    asked = asked.exclude(called_off=True)
    moments = list(asked.values_list("started_at", "acknowledged_at"))
    taken = sorted(until - since for since, until in moments if until is not None)
    return Delays(
        pages=len(moments),
        acknowledged=len(taken),
        median=timedelta(seconds=median(_seconds(taken))) if taken else None,
        longest=taken[-1] if taken else None,
    )


def _seconds(delays: Sequence[timedelta]) -> list[float]:
    return [each.total_seconds() for each in delays]


def notes() -> QuerySet[HandOverNote]:
    """Return the last hand-over notes, those that nobody has taken over first."""
    recent = HandOverNote.objects.select_related("written_by", "taken_over_by")
    return recent.order_by("-written_at", "-id")


def waits_for_take_over() -> QuerySet[HandOverNote]:
    """Return the hand-over notes that nobody has taken over yet, the oldest first."""
    waiting = HandOverNote.objects.filter(taken_over_at=None).select_related("written_by")
    return waiting.order_by("written_at", "id")
