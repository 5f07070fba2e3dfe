"""What the facts of one declaration keep of the support given for it, summed."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import attrgetter

from django.db.models import Q, Sum

from vigie.incidents.models import SupportRequest
from vigie.observatory.facts.pulling import CHUNK, seconds_between
from vigie.taxonomy.codes import SupportState

# Codes of the scheme support_outcome.
GIVEN, OPEN, DECLINED = "given", "open", "declined"
OUTCOMES: dict[str, str] = {
    SupportState.UNDER_WAY: GIVEN,
    SupportState.ENDED: GIVEN,
    SupportState.DECLINED: DECLINED,
}
# Where a declaration has several requests, the one that went furthest speaks for it.
FURTHEST = (GIVEN, OPEN, DECLINED)


@dataclass(frozen=True, slots=True)
class SupportFacts:
    """How far support went, the minutes spent, and the seconds to the first answer."""

    outcome: str | None
    minutes: int
    answer_seconds: int | None


NO_SUPPORT = SupportFacts(None, 0, None)


def support_by_declaration(realm: str) -> dict[uuid.UUID, SupportFacts]:
    """Return the support of each declaration of a realm that has any, in one query."""
    requests = (
        SupportRequest.objects.filter(incident__realm=realm)
        .annotate(minutes=Sum("times__minutes", filter=Q(times__voided_at=None)))
        .order_by("declaration_id", "asked_at")
    )
    grouped = groupby(requests.iterator(chunk_size=CHUNK), key=attrgetter("declaration_id"))
    return {key: _summed(list(of_one)) for key, of_one in grouped}


def outcome_of(state: str) -> str:
    """Return how far a request in this state went."""
    return OUTCOMES.get(state, OPEN)


def _summed(requests: list[SupportRequest]) -> SupportFacts:
    outcomes = {outcome_of(each.state) for each in requests}
    return SupportFacts(
        outcome=next(each for each in FURTHEST if each in outcomes),
        minutes=sum(each.minutes or 0 for each in requests),  # type: ignore[attr-defined, misc]
        answer_seconds=_seconds_to_answer(each for each in requests if each.asked_by_structure),
    )


def _seconds_to_answer(asked: Iterable[SupportRequest]) -> int | None:
    times: list[tuple[datetime, datetime | None]] = [
        (each.asked_at, each.answered_at) for each in asked
    ]
    answers = [answered for _asked, answered in times if answered is not None]
    if not answers:
        return None
    return seconds_between(min(first for first, _ in times), min(answers))
