"""What becomes of a declaration's clocks when its facts change: decided here, saved elsewhere.

A clock that is no longer owed is withdrawn and stays, with the reason; one that changes is
withdrawn too and another runs in its place: see docs/adr/0017-clocks-keep-their-history.md.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from vigie.declarations.enums import AskedBy, Withdrawn
from vigie.declarations.models import Clock, Receipt
from vigie.declarations.services.clocks import (
    Key,
    Reports,
    Told,
    first_reported,
    meet,
    new_clock,
)
from vigie.taxonomy import regimes
from vigie.taxonomy.codes import DatePrecision

Asked = Mapping[Key, regimes.Obligation]


@dataclass
class Reckoning:
    """The clocks of one declaration, before and after. Nothing here touches the database."""

    receipt: Receipt
    clocks: Sequence[Clock]
    at: datetime
    started: list[Clock] = field(default_factory=list)
    # Each once, in the order in which they were first changed.
    changed: dict[Clock, None] = field(default_factory=dict)

    def reckon(self, declared: Asked, csirt: Asked | None, *, reports: Reports, told: Told) -> None:
        """Hold every clock against what the declarant answers and what the CSIRT reads.

        A clock stands as long as one of the two asks for it. `csirt` is None until the CSIRT
        has qualified the case.
        """
        for key, obligation in declared.items():
            alone = csirt is not None and key not in csirt
            self._ask(obligation, AskedBy.ANSWERS_ALONE if alone else AskedBy.ANSWERS)
        only_csirt = {key: each for key, each in (csirt or {}).items() if key not in declared}
        for obligation in only_csirt.values():
            self._keep(obligation)
        for clock in self._open():
            key = (clock.regime, clock.stage)
            requested = clock.asked_by == AskedBy.REQUEST
            if key not in declared and key not in only_csirt and not requested:
                self._withdraw(clock, Withdrawn.FACTS_CHANGED)
        self._meet(reports, told)

    def after(self) -> list[Clock]:
        """Return every clock as it now stands."""
        return [*self.clocks, *self.started]

    def _open(self, key: Key | None = None) -> list[Clock]:
        return [
            clock
            for clock in self.clocks
            if clock.is_open and key in (None, (clock.regime, clock.stage))
        ]

    def _done(self, key: Key) -> bool:
        return any(
            clock.met_at and (clock.regime, clock.stage) == key
            for clock in self.clocks
            if clock.asked_by != AskedBy.REQUEST
        )

    def _ask(self, obligation: regimes.Obligation, asked_by: AskedBy) -> None:
        """Have one clock run for what the declarant's answers ask."""
        key = (obligation.regime, obligation.stage)
        owed = obligation.status == regimes.OWED
        same = None
        for clock in self._open(key):
            if clock.status == obligation.status:
                same = clock
            else:
                self._withdraw(clock, Withdrawn.NOW_OWED if owed else Withdrawn.NOW_TO_CHECK)
        if same is not None and self._moved(same, obligation):
            self._withdraw(same, Withdrawn.START_CORRECTED)
            same = None
        if same is not None:
            self._update(same, obligation, asked_by)
        elif not self._done(key):
            self.started.append(new_clock(self.receipt, obligation, asked_by=asked_by))

    def _moved(self, clock: Clock, obligation: regimes.Obligation) -> bool:
        waits = clock.waits_for or obligation.waits_for
        # A delay that its data file changes meanwhile does not move clocks that run already.
        return not waits and clock.started_at != obligation.clock_started_at

    def _update(self, clock: Clock, obligation: regimes.Obligation, asked_by: AskedBy) -> None:
        values: dict[str, object] = {"reasons": list(obligation.reasons), "asked_by": asked_by}
        if clock.waits_for and not obligation.waits_for:
            values |= {
                "waits_for": "",
                "started_at": obligation.clock_started_at,
                "due_at": obligation.due_at,
            }
        self._set(clock, values)

    def _keep(self, obligation: regimes.Obligation) -> None:
        """Keep, as it stands, what the CSIRT's reading alone asks for; say it where it is new.

        It is then to be checked: whether it is owed is for the declarant to know.
        """
        key = (obligation.regime, obligation.stage)
        running = sorted(self._open(key), key=lambda clock: clock.status != regimes.OWED)
        for clock in running[:1]:
            self._set(clock, {"asked_by": AskedBy.CSIRT_ALONE})
        for clock in running[1:]:
            self._withdraw(clock, Withdrawn.NOW_OWED)
        if not running and not self._done(key):
            clock = new_clock(self.receipt, obligation, asked_by=AskedBy.CSIRT_ALONE)
            clock.status = regimes.CHECK
            self.started.append(clock)

    def _meet(self, reports: Reports, told: Told) -> None:
        reported = first_reported(reports)
        for clock in self._open():
            met = when_met(clock, reports=reports, reported=reported, told=told)
            if met is not None:
                meet(clock, met)
                self.changed[clock] = None

    def _withdraw(self, clock: Clock, because: Withdrawn) -> None:
        self._set(clock, {"withdrawn_at": self.at, "withdrawn_because": because})

    def _set(self, clock: Clock, values: Mapping[str, object]) -> None:
        for name, value in values.items():
            if getattr(clock, name) != value:
                setattr(clock, name, value)
                self.changed[clock] = None


def when_met(
    clock: Clock, *, reports: Reports, reported: Mapping[str, datetime], told: Told
) -> regimes.Start | None:
    """Return when what a clock is about was done; None where it is not, as far as is known."""
    if clock.asked_by == AskedBy.REQUEST:
        answers = (at for stage, at in reports if stage == clock.stage and at >= clock.started_at)
        first = next(answers, None)
        return regimes.Start(first, DatePrecision.MINUTE) if first else None
    each = regimes.all_regimes().get(clock.regime)
    if each is None:
        return None
    return regimes.when_met(each, clock.stage, reported=reported, told=told)
