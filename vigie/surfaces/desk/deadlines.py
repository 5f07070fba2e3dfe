"""The declarant's legal clocks, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from vigie.declarations.selectors import Deadline
from vigie.declarations.selectors.standing import because, standing, when
from vigie.surfaces.desk.facts import day, moment
from vigie.taxonomy import regimes, terms


@dataclass(frozen=True)
class DeadlineRow:
    """One thing owed, or to be checked."""

    deadline: Deadline
    # False for whom it is no business whether another authority was told.
    tells_standing: bool

    @property
    def stage(self) -> str:
        """Which report, where one must say which."""
        if self.deadline.regime.in_stages or self.deadline.requested:
            return terms.label("report_stage", self.deadline.stage)
        return ""

    @property
    def to(self) -> str:
        """Whom it is owed to."""
        return terms.label("authority", self.deadline.regime.recipient)

    @property
    def is_late(self) -> bool:
        """Whether it is owed for sure, and late."""
        return self.deadline.late() and self.deadline.status == regimes.OWED

    @property
    def when(self) -> str:
        """By when."""
        return when(self.deadline, moment)

    @property
    def standing(self) -> str:
        """What became of it, or how much of its time is left."""
        return standing(self.deadline, moment, day) if self.tells_standing else ""

    @property
    def because(self) -> str:
        """Why it is no longer owed, or whose reading it rests on."""
        return because(self.deadline)


def deadline_rows(deadlines: Sequence[Deadline], *, handles: bool) -> list[DeadlineRow]:
    """Return the rows of the page; only who handles cases learns what others were told."""
    return [DeadlineRow(each, handles or each.regime.received_here) for each in deadlines]


def has_request(deadlines: Sequence[Deadline]) -> bool:
    """Tell whether an intermediate report is asked for, and has not come."""
    return any(each.requested and not each.met and not each.withdrawn for each in deadlines)
