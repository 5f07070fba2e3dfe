"""A page climbs the roster until somebody answers: line after line, then everybody."""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal, outbox
from vigie.core.pace import as_lived
from vigie.incidents import access
from vigie.incidents.enums import Channel
from vigie.incidents.models import (
    DutyPage,
    IncidentDeclaration,
    PageAttempt,
    PageStep,
    PagingAddress,
)
from vigie.incidents.selectors.duty import on_duty
from vigie.incidents.services.duty.acknowledging import acknowledge_by_taking
from vigie.incidents.services.duty.gravity import taken_as_grave

# An hour of calling everybody in vain, by default: then the desk alone shows it.
ROUNDS_OF_EVERYBODY = 6
# What a relay that hangs holds back; everything else rings.
MAILED = (Channel.EMAIL, Channel.TEAM_EMAIL)


def patience() -> timedelta:
    """Return how long a step waits for an answer before the next."""
    return as_lived(timedelta(minutes=settings.VIGIE_DUTY_MINUTES))


@transaction.atomic
def climb(page_id: uuid.UUID) -> None:
    """Take a page one step further if that is due and nobody answered. Harmless when repeated."""
    page = DutyPage.objects.select_for_update().get(pk=page_id)
    now = timezone.now()
    if page.climbs_at is None or page.climbs_at > now:
        return
    # Taken while the page was being made: whoever took it has answered. Whoever took it before it
    # became grave has not.
    links = IncidentDeclaration.objects.select_related("declaration", "taken_by")
    link = links.filter(declaration=page.declaration_id).first()
    if page.declaration_id and link and taken_as_grave(link, otherwise=page.started_at):
        acknowledge_by_taking(link.declaration_id, actor=link.taken_by, at=link.taken_at)
        return
    next_step(page, now)


def next_step(page: DutyPage, now: datetime) -> None:
    """Call the next line, else everybody; end when all were called. Within a transaction."""
    last = page.steps.order_by("-number").first()
    line = _next_line(last, now)
    if line is None and _has_called_enough(page, last):
        _end(page, now)
        return
    step = PageStep(page=page, number=last.number + 1 if last else 1, line=line, at=now)
    step.save(force_insert=True)
    page.climbs_at = now + patience()
    page.save(update_fields=["climbs_at"])
    for attempt in PageAttempt.objects.bulk_create(_messages(step, now)):
        mailed = attempt.channel in MAILED
        outbox.enqueue("duty.send" if mailed else "duty.call", attempt=str(attempt.pk))
    outbox.enqueue_at(page.climbs_at, "duty.climb", page=str(page.pk))
    action = "duty.escalated" if last else "duty.paged"
    called = "everybody" if line is None else str(line)
    journal.record(action, actor="system", line=called, **named(page))


def named(page: DutyPage) -> dict[str, str]:
    """Return how the journal names a page."""
    declaration = {"declaration": str(page.declaration_id)} if page.declaration_id else {}
    return {"page": str(page.pk), **declaration}


def _next_line(last: PageStep | None, now: datetime) -> int | None:
    """Return the line to call, None for everybody."""
    if last is not None and last.line is None:
        return None
    called = last.line if last and last.line else 0
    further = [shift.line for shift in on_duty(now) if shift.line > called]
    return further[0] if further else None


def _has_called_enough(page: DutyPage, last: PageStep | None) -> bool:
    # A drill is for those on duty: it does not wake the others.
    if page.is_drill:
        return True
    return last is not None and page.steps.filter(line=None).count() >= ROUNDS_OF_EVERYBODY


def _end(page: DutyPage, now: datetime) -> None:
    page.climbs_at, page.ended_at = None, now
    page.save(update_fields=["climbs_at", "ended_at"])
    journal.record("duty.unanswered", actor="system", **named(page))


def _messages(step: PageStep, now: datetime) -> Iterable[PageAttempt]:
    for channel in _of_the_team(step):
        yield PageAttempt(step=step, channel=channel)
    people = _called(step, now)
    phones = PagingAddress.objects.filter(person__in=people, has_phone=True)
    with_phone = set(phones.values_list("person_id", flat=True))
    for person in people:
        yield PageAttempt(step=step, channel=Channel.EMAIL, person=person)
        if person.pk in with_phone:
            for channel in _to_phones():
                yield PageAttempt(step=step, channel=channel, person=person)


def _called(step: PageStep, now: datetime) -> list[User]:
    if step.line is None:
        return list(access.handlers().order_by("pk"))
    on_line = on_duty(now).filter(line=step.line)
    return list({shift.person_id: shift.person for shift in on_line}.values())


def _of_the_team(step: PageStep) -> Iterable[Channel]:
    if settings.VIGIE_DUTY_WEBHOOK_URL:
        yield Channel.WEBHOOK
    if settings.VIGIE_DUTY_EMAIL and (step.number == 1 or step.line is None):
        yield Channel.TEAM_EMAIL


def _to_phones() -> Iterable[Channel]:
    if settings.VIGIE_SMS:
        yield Channel.SMS
    if settings.VIGIE_VOICE:
        yield Channel.VOICE
