"""What a declarant added to a declaration, until somebody of the desk opens it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.declarations.models import Attachment, Declaration, Report


class Addition(models.Model):
    """A further report, or a file without a message: new at the desk until it is opened there.

    Written by the worker: a front process, and whoever took one, can mark nothing as opened.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="additions")
    report = models.OneToOneField(
        Report, models.CASCADE, null=True, blank=True, related_name="addition"
    )
    attachment = models.OneToOneField(
        Attachment, models.CASCADE, null=True, blank=True, related_name="addition"
    )
    came_at = models.DateTimeField(_("received at"))
    # A worker is telling of it; when it was told.
    claimed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("addition")
        verbose_name_plural = _("additions")
        indexes: ClassVar = [
            models.Index(
                fields=["declaration"],
                condition=models.Q(opened_at__isnull=True),
                name="addition_not_opened",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(report__isnull=True) ^ models.Q(attachment__isnull=True),
                name="addition_report_or_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.declaration_id} {self.came_at}"
