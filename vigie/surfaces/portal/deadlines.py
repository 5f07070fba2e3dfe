"""One thing owed, in the words of somebody who has other worries."""

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from vigie.declarations.selectors import Deadline
from vigie.taxonomy import regimes, terms


class DeadlineLine:
    """What is owed, to whom, by when and why."""

    def __init__(self, deadline: Deadline, moment: Callable[[datetime], str]) -> None:
        """Read `deadline`, its times written by `moment`."""
        self.deadline = deadline
        self.moment = moment

    @property
    def title(self) -> str:
        """What is owed; which report of it, where it takes several."""
        regime = self.deadline.regime
        if len(regime.stages) == 1:
            return str(regime.name)
        return f"{regime.name} — {terms.label('report_stage', self.deadline.stage)}"

    @property
    def citation(self) -> str:
        """Where it is written."""
        return str(self.deadline.regime.citation)

    @property
    def to(self) -> str:
        """Whom it is owed to."""
        return terms.label("authority", self.deadline.regime.recipient)

    @property
    def badge(self) -> str:
        """Where it stands, in a word."""
        if self.deadline.met:
            return _("Done")
        if self.deadline.status != regimes.OWED:
            return _("May apply: check")
        return _("Late") if self.deadline.late() else _("To do")

    @property
    def badge_kind(self) -> str:
        """Which badge says so."""
        if self.deadline.met:
            return "success"
        if self.deadline.status != regimes.OWED:
            return "warning"
        return "error" if self.deadline.late() else "info"

    @property
    def when(self) -> str:
        """By when."""
        if self.deadline.due_at is None:
            return _("Without delay")
        return _("By %(time)s") % {"time": self.moment(self.deadline.due_at)}

    @property
    def reasons(self) -> list[str]:
        """Why."""
        return [str(regimes.reason(code)) for code in self.deadline.reasons]
