"""Somebody answers a page: once, whoever is first. The others may go back to sleep."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal, outbox
from vigie.incidents.enums import Answered, Attempted, Channel, Purpose
from vigie.incidents.models import DutyPage, PageAttempt
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.refusals import Refusal

# To whom a message may have come. Nobody is called on the phone to be told to sleep.
RECEIVED = (Attempted.SENT, Attempted.SENDING, Attempted.TOO_SLOW, Attempted.UNCERTAIN)
QUIET = (Channel.EMAIL, Channel.SMS, Channel.TEAM_EMAIL, Channel.WEBHOOK)


class AlreadyAcknowledged(Refusal):
    """Somebody has answered this page before: `page` says who and when."""

    def __init__(self, page: DutyPage) -> None:
        self.page = page
        super().__init__(f"{page.reference} was acknowledged")


class PageOver(Refusal):
    """A drill that ended, or was called off, is answered no more."""


@transaction.atomic
def acknowledge(
    page: DutyPage,
    *,
    actor: User | None,
    answered: Answered = Answered.AT_THE_DESK,
    at: datetime | None = None,
) -> None:
    """Answer a page: it climbs no more, and those who were called are told.

    A page that everybody let pass can still be answered. Raises AlreadyAcknowledged when
    somebody has been faster, PageOver for a drill that has ended.
    """
    at = at or timezone.now()
    if not _answer(page, actor=actor, answered=answered, at=at):
        _refuse(page)
    if page.declaration_id is None:
        return
    # Whoever answers for a declaration answers also the pages of it that all let pass before.
    for earlier in _unanswered(page.declaration_id).filter(started_at__lt=page.started_at):
        _answer(earlier, actor=actor, answered=answered, at=at)


def _answer(page: DutyPage, *, actor: User | None, answered: Answered, at: datetime) -> bool:
    """Answer one page; tell whether it still waited for an answer."""
    open_page = DutyPage.objects.filter(pk=page.pk, acknowledged_at=None)
    open_page = open_page.filter(Q(ended_at=None) | Q(declaration__isnull=False))
    if not open_page.update(
        acknowledged_at=at, acknowledged_by=actor, answered=answered, climbs_at=None
    ):
        return False
    ids = {"declaration": str(page.declaration_id)} if page.declaration_id else {}
    journal.record("duty.acknowledged", actor=journal_name(actor), page=str(page.pk), **ids)
    _stand_down(page, but=actor)
    return True


def acknowledge_by_taking(declaration_id: uuid.UUID, *, actor: User | None, at: datetime) -> None:
    """Answer the page of a declaration that was taken into a case, if it waits for an answer."""
    page = _unanswered(declaration_id).first()
    if page is None:
        return
    try:
        acknowledge(page, actor=actor, answered=Answered.BY_TAKING, at=max(at, page.started_at))
    except AlreadyAcknowledged:
        # At the desk, a moment ago: answered all the same.
        return


def _unanswered(declaration_id: uuid.UUID) -> QuerySet[DutyPage]:
    """Return the pages of a declaration that wait for an answer, the last one first."""
    pages = DutyPage.objects.filter(declaration=declaration_id, acknowledged_at=None)
    return pages.order_by("-started_at", "-id")


def _refuse(page: DutyPage) -> None:
    current = DutyPage.objects.select_related("acknowledged_by").get(pk=page.pk)
    if current.acknowledged_at is None:
        raise PageOver(f"{page.reference} has ended")
    raise AlreadyAcknowledged(current)


def _stand_down(page: DutyPage, *, but: User | None) -> None:
    """Tell those who were called that somebody has answered."""
    last = page.steps.order_by("-number").first()
    called = PageAttempt.objects.filter(
        step__page=page, purpose=Purpose.PAGE, outcome__in=RECEIVED, channel__in=QUIET
    )
    told = {(each.channel, each.person_id) for each in called}
    messages = [
        PageAttempt(step=last, purpose=Purpose.STAND_DOWN, channel=channel, person_id=person)
        for channel, person in sorted(told, key=str)
        if person is None or but is None or person != but.pk
    ]
    for message in PageAttempt.objects.bulk_create(messages):
        outbox.enqueue("duty.send", attempt=str(message.pk))
