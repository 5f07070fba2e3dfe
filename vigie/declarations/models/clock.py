"""What is owed to whom, by when, and what became of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.declarations.enums import AskedBy
from vigie.declarations.models.receipt import Receipt
from vigie.taxonomy.codes import DatePrecision

# Neither done nor withdrawn.
OPEN = Q(met_at__isnull=True, withdrawn_at__isnull=True)


class Clock(models.Model):
    """One thing owed to one authority by one time, or to be checked by the declarant.

    It is open until it is met or withdrawn, and kept in either case: what a declarant was
    once shown is never removed. A front process adds clocks; only the desk's changes them.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="clocks")
    regime = models.CharField(max_length=40)
    stage = models.CharField(max_length=40)
    # owed, check: statuses of vigie.taxonomy.regimes.
    status = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    # None where the law says “without delay”, and while it waits for another stage.
    due_at = models.DateTimeField(null=True, blank=True)
    # The stage whose report will start this clock; empty once it runs.
    waits_for = models.CharField(max_length=40, blank=True)
    # Codes of the reasons, translated from the regime's data file when shown.
    reasons = models.JSONField(default=list)
    asked_by = models.CharField(max_length=20, default=AskedBy.ANSWERS)

    met_at = models.DateTimeField(null=True, blank=True)
    # Another authority is told on a day, or nobody said when: a moment would be a lie.
    met_precision = models.CharField(max_length=10, default=DatePrecision.MINUTE)
    # When its time passed unmet; kept once it is met late.
    late_since = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["receipt", "regime", "stage", "status"],
                condition=OPEN,
                name="clock_open_once",
            ),
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="clock_met_or_withdrawn",
            ),
        ]
        indexes: ClassVar = [
            # What the task that marks lateness looks for, and the reminders.
            models.Index(fields=["due_at"], condition=OPEN, name="clock_open_due"),
            models.Index(
                fields=["due_at"],
                condition=OPEN & Q(late_since__isnull=True, due_at__isnull=False),
                name="clock_may_become_late",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regime} {self.stage}"

    @property
    def is_open(self) -> bool:
        """Whether it is neither met nor withdrawn."""
        return self.met_at is None and self.withdrawn_at is None
