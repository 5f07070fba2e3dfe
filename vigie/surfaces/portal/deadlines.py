"""What is owed, in the words of somebody who has other worries."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vigie.declarations.selectors import Deadline
from vigie.declarations.selectors.standing import Moment, because, standing, when
from vigie.taxonomy import regimes, terms


class DeadlineLine:
    """One thing owed or to be checked: to whom, by when and why."""

    def __init__(self, deadline: Deadline, moment: Moment, day: Moment) -> None:
        """Read `deadline`, its times written by `moment` and its days by `day`."""
        self.deadline = deadline
        self.moment = moment
        self.day = day

    @property
    def title(self) -> str:
        """What is owed; which report of it, where it takes several or one was asked for."""
        regime = self.deadline.regime
        if not regime.in_stages and not self.deadline.requested:
            return str(regime.name)
        return f"{regime.name} — {terms.label('report_stage', self.deadline.stage)}"

    @property
    def to(self) -> str:
        """Whom it is owed to."""
        return terms.label("authority", self.deadline.regime.recipient)

    @property
    def citation(self) -> str:
        """Where it is written."""
        return str(self.deadline.regime.citation)

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor withdrawn."""
        return not self.deadline.met and not self.deadline.withdrawn

    @property
    def is_owed(self) -> bool:
        """Whether the law asks for it for sure, and it is not done."""
        return self.is_open and self.deadline.status == regimes.OWED

    @property
    def is_to_check(self) -> bool:
        """Whether it depends on what we do not know, and is not done."""
        return self.is_open and self.deadline.status != regimes.OWED

    @property
    def badge(self) -> str:
        """Where it stands, in a word."""
        if self.deadline.withdrawn:
            return _("No longer owed")
        if self.deadline.met:
            return _("Done late") if self.deadline.met_late else _("Done")
        if self.is_to_check:
            return _("May apply: check")
        if self.deadline.clock.waits_for:
            return _("Later")
        return _("Late") if self.deadline.late() else _("To do")

    @property
    def badge_kind(self) -> str:
        """Which badge says so."""
        if self.deadline.withdrawn:
            return ""
        if self.deadline.met:
            return "success"
        if self.is_to_check:
            return "warning"
        return "error" if self.deadline.late() else "info"

    @property
    def when(self) -> str:
        """By when."""
        return when(self.deadline, self.moment)

    @property
    def standing(self) -> str:
        """What became of it, or how much of its time is left."""
        return standing(self.deadline, self.moment, self.day)

    @property
    def because(self) -> str:
        """Why it is no longer owed, or whose reading it rests on."""
        return because(self.deadline)

    @property
    def reasons(self) -> list[str]:
        """Why it is asked for; nothing where it no longer is."""
        if self.deadline.withdrawn:
            return []
        return [str(capfirst(regimes.reason(code))) for code in self.deadline.reasons]


@dataclass(frozen=True)
class DeadlineGroup:
    """What stands alike: owed, to be checked, or done."""

    title: str | Promise
    intro: str | Promise
    lines: list[DeadlineLine]


def grouped(lines: Iterable[DeadlineLine]) -> list[DeadlineGroup]:
    """Return what is owed, to be checked, done, no longer owed; no empty group."""
    known = list(lines)
    groups = [
        DeadlineGroup(
            gettext_lazy("To do"),
            gettext_lazy("The law asks for it, as far as your answers tell."),
            [line for line in known if line.is_owed],
        ),
        DeadlineGroup(
            gettext_lazy("To check"),
            gettext_lazy("It may apply to you: it depends on what we do not know."),
            [line for line in known if line.is_to_check],
        ),
        DeadlineGroup(
            gettext_lazy("Done"),
            gettext_lazy("Nothing more is expected for these."),
            [line for line in known if line.deadline.met],
        ),
        DeadlineGroup(
            gettext_lazy("No longer owed"),
            gettext_lazy("It was shown before. What is known now does not ask for it as it stood."),
            [line for line in known if line.deadline.withdrawn],
        ),
    ]
    return [group for group in groups if group.lines]
