"""Where the clocks of a declaration stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from vigie.declarations.enums import AskedBy
from vigie.declarations.models import Clock
from vigie.declarations.selectors.receipts import OpenedReceipt
from vigie.declarations.services.clocks import Reports, Told, first_reported, in_time
from vigie.declarations.services.reckoning import when_met
from vigie.declarations.services.told import times_told
from vigie.taxonomy import regimes
from vigie.taxonomy.codes import DatePrecision


@dataclass(frozen=True)
class Deadline:
    """One thing owed, or to be checked, and where it stands."""

    regime: regimes.Regime
    clock: Clock
    # When it was done; None where it is not.
    done: regimes.Start | None

    @property
    def stage(self) -> str:
        """Which report it is about."""
        return self.clock.stage

    @property
    def status(self) -> str:
        """Owed, or to be checked."""
        return self.clock.status

    @property
    def due_at(self) -> datetime | None:
        """By when; None: without delay, or once what it waits for is done."""
        return self.clock.due_at

    @property
    def reasons(self) -> list[str]:
        """Codes of the reasons."""
        return list(self.clock.reasons)

    @property
    def requested(self) -> bool:
        """Whether it is owed because an analyst asked for it."""
        return self.clock.asked_by == AskedBy.REQUEST

    @property
    def met(self) -> bool:
        """Whether it is done."""
        return self.done is not None

    @property
    def withdrawn(self) -> bool:
        """Whether it is no longer owed."""
        return self.clock.withdrawn_at is not None

    def late(self, at: datetime | None = None) -> bool:
        """Tell whether the time has passed and it is neither met nor withdrawn."""
        if self.met or self.withdrawn or self.due_at is None:
            return False
        return self.due_at < (at or timezone.now())

    def margin(self, at: datetime | None = None) -> timedelta | None:
        """Return what was, or still is, left of its time: negative where it is late.

        None where there is no time to hold it against, or when it was done is not known well
        enough to tell.
        """
        if self.due_at is None or self.withdrawn:
            return None
        if self.done is None:
            return self.due_at - (at or timezone.now())
        if self.done.precision == DatePrecision.MINUTE:
            return self.due_at - self.done.moment
        return None

    @property
    def met_late(self) -> bool:
        """Whether it was done after its time."""
        return self.done is not None and not in_time(self.done, self.due_at)


def deadlines(opened: OpenedReceipt) -> list[Deadline]:
    """Return what the declarant owes to whom by when, the soonest first."""
    return deadlines_of(
        list(opened.receipt.clocks.all()),
        reports=[(document.stage, document.submitted_at) for document in opened.documents],
        told=times_told(opened.said_of_authorities),
    )


def deadlines_of(clocks: Sequence[Clock], *, reports: Reports, told: Told) -> list[Deadline]:
    """Return where these clocks stand, the soonest first; what is withdrawn comes last.

    A report just received, or an authority just said to be told, counts at once: the desk's
    process notes it on the clock a moment later. Where the same thing was first to be checked
    and is now owed, only what is owed is shown.
    """
    reported = first_reported(reports)
    owed = {(clock.regime, clock.stage) for clock in clocks if _is_owed(clock)}
    found = []
    for clock in clocks:
        regime = regimes.all_regimes().get(clock.regime)
        replaced = clock.is_open and not _is_owed(clock) and (clock.regime, clock.stage) in owed
        if regime is None or replaced:
            continue
        if clock.met_at:
            done = regimes.Start(clock.met_at, DatePrecision(clock.met_precision))
        elif clock.withdrawn_at:
            done = None
        else:
            done = when_met(clock, reports=reports, reported=reported, told=told)
        found.append(Deadline(regime=regime, clock=clock, done=done))
    return sorted(found, key=_soonest_first)


def _is_owed(clock: Clock) -> bool:
    return clock.status == regimes.OWED and clock.withdrawn_at is None


def _soonest_first(deadline: Deadline) -> tuple[bool, bool, bool, bool, float, str]:
    due = deadline.due_at
    return (
        deadline.withdrawn,
        deadline.met,
        deadline.status != regimes.OWED,
        # What waits for another report comes after it; without delay comes before any time.
        bool(deadline.clock.waits_for),
        due.timestamp() if due else 0.0,
        deadline.regime.code,
    )
