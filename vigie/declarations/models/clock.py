"""What is owed to whom, by when."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.declarations.models.receipt import Receipt


class Clock(models.Model):
    """One thing owed to one authority by one time, or to be checked by the declarant.

    Met when a document of its stage exists; late when `due_at` has passed without one.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="clocks")
    regime = models.CharField(max_length=40)
    stage = models.CharField(max_length=40)
    # owed, check: statuses of vigie.taxonomy.regimes.
    status = models.CharField(max_length=20)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True, blank=True)
    # Codes of the reasons, translated from the regime's data file when shown.
    reasons = models.JSONField(default=list)

    class Meta:
        verbose_name = _("clock")
        verbose_name_plural = _("clocks")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["receipt", "regime", "stage", "status"], name="clock_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.regime} {self.stage}"
