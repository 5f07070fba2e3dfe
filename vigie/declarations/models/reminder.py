"""Whom a deadline was brought to mind, and when."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.declarations.models.clock import Clock


class Reminder(models.Model):
    """One reminder of one clock to one addressee: written once, sent once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="reminders")
    # Code of a rule of vigie/taxonomy/data/reminders.toml.
    code = models.CharField(max_length=40)
    # declarant, duty.
    to = models.CharField(max_length=20)
    # None until the e-mail left; for ever where the deadline was met before.
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clock", "code", "to"], name="reminder_once"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.to}"
