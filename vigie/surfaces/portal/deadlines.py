"""What is owed, in the words of somebody who has other worries."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vigie.declarations.selectors import Deadline
from vigie.taxonomy import regimes, terms


class DeadlineLine:
    """One thing owed or to be checked: to whom, by when and why."""

    def __init__(self, deadline: Deadline, moment: Callable[[datetime], str]) -> None:
        """Read `deadline`, its times written by `moment`."""
        self.deadline = deadline
        self.moment = moment

    @property
    def title(self) -> str:
        """What is owed; which report of it, where it takes several."""
        regime = self.deadline.regime
        if not regime.in_stages:
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
    def is_owed(self) -> bool:
        """Whether the law asks for it for sure, and it is not done."""
        return self.deadline.status == regimes.OWED and not self.deadline.met

    @property
    def is_to_check(self) -> bool:
        """Whether it depends on what we do not know, and is not done."""
        return self.deadline.status != regimes.OWED and not self.deadline.met

    @property
    def badge(self) -> str:
        """Where it stands, in a word."""
        if self.deadline.met:
            return _("Done")
        if self.is_to_check:
            return _("May apply: check")
        return _("Late") if self.deadline.late() else _("To do")

    @property
    def badge_kind(self) -> str:
        """Which badge says so."""
        if self.deadline.met:
            return "success"
        if self.is_to_check:
            return "warning"
        return "error" if self.deadline.late() else "info"

    @property
    def when(self) -> str:
        """By when."""
        if self.deadline.due_at is None:
            return _("Without delay")
        time = {"time": self.moment(self.deadline.due_at)}
        if self.deadline.late():
            return _("Was due by %(time)s") % time
        return _("By %(time)s") % time

    @property
    def reasons(self) -> list[str]:
        """Why."""
        return [str(capfirst(regimes.reason(code))) for code in self.deadline.reasons]


@dataclass(frozen=True)
class DeadlineGroup:
    """What stands alike: owed, to be checked, or done."""

    title: str | Promise
    intro: str | Promise
    lines: list[DeadlineLine]


def grouped(lines: Iterable[DeadlineLine]) -> list[DeadlineGroup]:
    """Return what is owed, then what is to be checked, then what is done; no empty group."""
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
    ]
    return [group for group in groups if group.lines]
