"""What is owed, to whom, by when and why; and what must be checked."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple

from vigie.taxonomy import terms
from vigie.taxonomy.codes import ClockStart, DatePrecision, RegimeStatus
from vigie.taxonomy.datafile import Words
from vigie.taxonomy.regimes.conditions import Truth
from vigie.taxonomy.regimes.delays import PARIS
from vigie.taxonomy.regimes.facts import DeclaredFacts, Start
from vigie.taxonomy.regimes.meeting import when_met
from vigie.taxonomy.regimes.reading import Regime, all_regimes, regime

# What is due by law, and what is due if a condition that is not known holds.
OWED = "owed"
CHECK = "check"
# For information only: never among what is owed.
ANNOUNCED = "announced"
VOLUNTARY = "voluntary"

MAYBE = "maybe"
WHO = "who"


@dataclass(frozen=True)
class Obligation:
    """One thing to send to one authority.

    `due_at` is None where the law says “without delay”. `start_precision` tells how well the
    start of the clock is known; `due_at` is the earliest time that may be meant. Where
    `waits_for` names another stage, the clock starts when that one is met: until then its
    times are those that would hold if that one were met at the last moment.
    """

    regime: str
    stage: str
    status: str
    recipient: str
    clock_started_at: datetime
    start_precision: DatePrecision
    due_at: datetime | None
    reasons: tuple[str, ...]
    # The law calls such an incident significant: it goes beyond the structure.
    significant: bool
    # When it was done; None where it is not.
    met: Start | None = None
    waits_for: str = ""

    @property
    def name(self) -> str:
        """What is owed, in the active language."""
        return str(regime(self.regime).name)

    @property
    def recipient_label(self) -> str:
        """Whom it is owed to, in the active language."""
        return terms.label("authority", self.recipient)

    @property
    def reason_texts(self) -> list[str]:
        """Why, in the active language."""
        return [reason(code) for code in self.reasons]


def obligations(facts: DeclaredFacts, *, at: datetime, speed: float = 1) -> list[Obligation]:
    """Return what the law in force at that moment asks of the declarant.

    `speed` is how many times faster than the law's a training's clocks run.

    What is owed comes first, then what must be checked, each by its time. A regime that is
    only announced, no longer valid or voluntary is never here: see `announced`.
    """
    day = at.astimezone(PARIS).date()
    found = [
        obligation
        for each in all_regimes().values()
        if each.in_force_on(day)
        for obligation in _of(each, facts, speed=speed)
    ]
    return sorted(found, key=_owed_and_soonest_first)


def announced(facts: DeclaredFacts, *, at: datetime) -> list[Obligation]:
    """Return, for information, what regimes not (yet) in force would ask of this declarant."""
    day = at.astimezone(PARIS).date()
    found = [
        obligation
        for each in all_regimes().values()
        if not each.in_force_on(day) and not each.ended_by(day)
        for obligation in _of(
            each, facts, status=VOLUNTARY if each.status == RegimeStatus.VOLUNTARY else ANNOUNCED
        )
    ]
    return sorted(found, key=_owed_and_soonest_first)


def reason(code: str) -> str:
    """Return a reason in the active language; the code itself where no regime gives it now."""
    found = _reasons().get(code)
    if found is None:
        warnings.warn(f"“{code}” is no reason", terms.UnknownTermWarning, stacklevel=2)
        return code
    return str(found)


def _of(
    each: Regime, facts: DeclaredFacts, *, status: str = "", speed: float = 1
) -> Iterator[Obligation]:
    bound = each.who.read(facts.structure_kind)
    outcomes = each.outcomes(facts.answers)
    truth = min(bound, max(outcomes.values()))
    if truth == Truth.FALSE:
        return
    for clock in _clocks(each, facts, speed):
        yield Obligation(
            regime=each.code,
            stage=clock.stage,
            status=status or (OWED if truth == Truth.TRUE else CHECK),
            recipient=each.recipient,
            clock_started_at=clock.start.moment,
            start_precision=clock.start.precision,
            due_at=clock.due_at,
            met=clock.met,
            waits_for=clock.waits_for,
            reasons=tuple(_reason_codes(each, bound, outcomes, certain=truth == Truth.TRUE)),
            significant=any(
                trigger.significant and outcomes[trigger.code] == Truth.TRUE
                for trigger in each.triggers
            ),
        )


class _Running(NamedTuple):
    """A stage whose clock runs: its start, its end, and when it was met if it was."""

    stage: str
    start: Start
    due_at: datetime | None
    met: Start | None
    waits_for: str


def _clocks(each: Regime, facts: DeclaredFacts, speed: float) -> Iterator[_Running]:
    """Yield the stages whose clock runs.

    A stage that follows another runs from when that one was met; until then, from when it
    falls due. A stage that is owed on request starts when somebody asks: not here.
    """
    before: _Running | None = None
    for stage in each.stages:
        if stage.clock == ClockStart.REQUEST:
            continue
        start, waits_for = facts.start(stage.clock), ""
        if stage.clock == ClockStart.PREVIOUS and before is not None:
            late = Start(before.due_at or before.start.moment, before.start.precision)
            start = before.met or late
            waits_for = "" if before.met else before.stage
        met = when_met(each, stage.code, reported=facts.reported, told=facts.told)
        due_at = stage.delay.due(start.moment, speed=speed)
        before = _Running(stage.code, start, due_at, met, waits_for)
        yield before


def _reason_codes(
    each: Regime, bound: Truth, outcomes: dict[str, Truth], *, certain: bool
) -> Iterator[str]:
    for code, outcome in outcomes.items():
        if outcome == Truth.TRUE:
            yield f"{each.code}.{code}"
    if certain:
        return
    for code, outcome in outcomes.items():
        if outcome == Truth.UNKNOWN:
            yield f"{each.code}.{code}.{MAYBE}"
    if bound == Truth.UNKNOWN:
        yield f"{each.code}.{WHO}.{MAYBE}"


@cache
def _reasons() -> dict[str, Words]:
    """Return every reason that a regime may give, by its code."""
    found: dict[str, Words] = {}
    for each in all_regimes().values():
        found[f"{each.code}.{WHO}.{MAYBE}"] = each.who.because_maybe
        for trigger in each.triggers:
            found[f"{each.code}.{trigger.code}"] = trigger.because
            found[f"{each.code}.{trigger.code}.{MAYBE}"] = trigger.because_maybe
    return {code: words for code, words in found.items() if words}


def _owed_and_soonest_first(obligation: Obligation) -> tuple[bool, bool, float, str]:
    due = obligation.due_at
    # Without delay comes before any time.
    return (
        obligation.status != OWED,
        due is not None,
        due.timestamp() if due else 0.0,
        obligation.regime,
    )
