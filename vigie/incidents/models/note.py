"""What analysts write of a case."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.incidents.models.case import Incident
from vigie.taxonomy.codes import DatePrecision


class Note(models.Model):
    """A note, or what happened at a moment that somebody gave. Never changed, never removed.

    Who was wrong writes another that corrects it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="notes")
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # When what it tells happened; None for a note on no moment of its own.
    occurred_at = models.DateTimeField(_("occurred at"), null=True, blank=True)
    occurred_precision = models.CharField(max_length=10, default=DatePrecision.UNKNOWN)
    # The time zone in which the moment was given, such as Europe/Paris.
    occurred_zone = models.CharField(max_length=40, blank=True)
    # Sealed to the desk.
    words = models.BinaryField()
    corrects = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="corrections"
    )

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        indexes: ClassVar = [
            models.Index(fields=["incident", "written_at"], name="note_of_case"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(
                    occurred_at__isnull=True,
                    occurred_precision=DatePrecision.UNKNOWN,
                    occurred_zone="",
                )
                | models.Q(
                    occurred_at__isnull=False,
                    occurred_precision__in=[DatePrecision.MINUTE, DatePrecision.DAY],
                    occurred_zone__gt="",
                ),
                name="note_moment_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.written_at}"
