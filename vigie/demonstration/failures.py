"""One provider's failure, declared by several structures."""

import random
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from vigie.demonstration.cases import Drawn
from vigie.demonstration.stories import provider

PARIS = ZoneInfo("Europe/Paris")
MOST_STRUCTURES = 6
LAST_DAY_TO_START = (12, 28)


def gather_failures(cases: list[Drawn], rng: random.Random) -> None:
    """Make groups of provider failures that are alike, and bring each group's dates together.

    One case is qualified once, so only cases that are qualified alike may share one. Moving
    a case by whole days, at the same hour, changes neither its year nor its delay.
    """
    alike: dict[object, list[Drawn]] = defaultdict(list)
    for case in cases:
        if case.kind == "provider_failure" and case.in_scope:
            key = (case.origin, case.care_impact, case.endangerment, tuple(case.data.values()))
            alike[key].append(case)
    number = 0
    for group in alike.values():
        while len(group) > 1:
            failure = [group.pop() for _ in range(min(len(group), rng.randint(2, MOST_STRUCTURES)))]
            first = min(failure, key=lambda case: case.received_at)
            local = first.received_at.astimezone(PARIS)
            if (local.month, local.day) > LAST_DAY_TO_START:
                continue
            number += 1
            for customer, case in enumerate(failure):
                case.failure = number
                case.provider = provider(number, customer)
                if case is not first:
                    _move(case, local + timedelta(days=rng.randrange(3)))


def _move(case: Drawn, to: datetime) -> None:
    days = to.date() - case.received_at.astimezone(PARIS).date()
    case.received_at = _shifted(case.received_at, days)
    case.detected_at = _shifted(case.detected_at, days)
    if case.started_at:
        case.started_at = min(_shifted(case.started_at, days), case.detected_at)


def _shifted(moment: datetime, days: timedelta) -> datetime:
    return (moment.astimezone(PARIS) + days).astimezone(UTC)
