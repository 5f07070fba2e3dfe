"""One message of a page goes out.

The guarantee: **at least once, and after a worker's death once more at the most.** That a
message is being sent is committed before it is sent, what became of it afterwards. A worker
that dies in between leaves a doubt; the next one sends again, since a page that nobody hears may
cost lives and one heard twice costs a night's temper. If that one dies too, the doubt stays, is
shown, and the page climbs. Receivers are given the same delivery name both times.
"""

import uuid

from django.db import transaction
from django.utils import timezone

from vigie.core import outbox
from vigie.core.realm import notifies
from vigie.incidents.enums import Attempted, Purpose
from vigie.incidents.models import DutyPage, PageAttempt, PagingAddress
from vigie.incidents.notifications import channels
from vigie.incidents.services.duty.addresses import addresses

MOST_TRIES = 5
NOT_TOLD = frozenset(
    {
        Attempted.REFUSED,
        Attempted.FAILED,
        Attempted.UNREACHABLE,
        Attempted.TOO_SLOW,
        Attempted.NO_ADDRESS,
    }
)
TO_SEND = NOT_TOLD - {Attempted.NO_ADDRESS} | {Attempted.WAITING, Attempted.SENDING}


class NotDelivered(Exception):  # noqa: N818 - its name is shown as the message's last error
    """The message did not go out; the outbox tries it again."""


def send(attempt_id: uuid.UUID) -> None:
    """Send one message and keep what became of it.

    Raises:
        NotDelivered: it did not go out, and is to be tried again.
    """
    attempt = _begin(attempt_id)
    if attempt is None:
        return
    outcome = Attempted.FAILED
    try:
        person = PagingAddress.objects.filter(person=attempt.person_id).first()
        outcome = channels.deliver(attempt, addresses(person))
    finally:
        _end(attempt, outcome)
    if outcome in TO_SEND and attempt.tries < MOST_TRIES:
        raise NotDelivered


@transaction.atomic
def _begin(attempt_id: uuid.UUID) -> PageAttempt | None:
    """Say that the message is being sent, or why it is not; return it if it is to be sent."""
    attempt = (
        PageAttempt.objects.select_for_update(of=("self",))
        .select_related("step__page", "person")
        .get(pk=attempt_id)
    )
    if attempt.outcome not in TO_SEND or attempt.tries >= MOST_TRIES:
        return None
    died = attempt.outcome == Attempted.SENDING
    if reason := _reason_not_to(attempt, died=died):
        attempt.outcome = reason
        attempt.save(update_fields=["outcome"])
        return None
    attempt.outcome = Attempted.SENDING
    attempt.resumed = died
    attempt.tries += 1
    attempt.tried_at = timezone.now()
    attempt.save(update_fields=["outcome", "resumed", "tries", "tried_at"])
    return attempt


def _reason_not_to(attempt: PageAttempt, *, died: bool) -> Attempted | None:
    page = attempt.step.page
    over = page.acknowledged_at is not None or page.ended_at is not None
    if not notifies(page.realm):
        return Attempted.HELD_BACK
    if died and (attempt.resumed or over):
        return Attempted.UNCERTAIN
    if over and attempt.purpose == Purpose.PAGE:
        return Attempted.NOT_NEEDED
    return None


@transaction.atomic
def _end(attempt: PageAttempt, outcome: Attempted) -> None:
    attempt.outcome = outcome
    attempt.save(update_fields=["outcome"])
    if outcome in NOT_TOLD and attempt.purpose == Purpose.PAGE:
        _climb_if_nobody_was_told(attempt)


def _climb_if_nobody_was_told(attempt: PageAttempt) -> None:
    """Have the page climb at once when no message of this line's step went out."""
    step = attempt.step
    others = step.attempts.filter(purpose=Purpose.PAGE).exclude(outcome__in=NOT_TOLD)
    # Once everybody is called there is nowhere to climb: these messages are tried again.
    if step.line is None or others.exists():
        return
    now = timezone.now()
    waiting = DutyPage.objects.filter(pk=step.page_id, climbs_at__gt=now, acknowledged_at=None)
    if step.page.steps.filter(number__gt=step.number).exists():
        return
    if waiting.update(climbs_at=now):
        outbox.enqueue("duty.climb", page=str(step.page_id))
