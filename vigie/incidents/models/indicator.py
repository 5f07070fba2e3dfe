"""Traces by which an attack is recognised."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.incidents.models.case import Incident


class Indicator(models.Model):
    """One indicator of one case. In clear: the same one is looked for in other cases."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="indicators")
    # Codes of the schemes indicator_type, tlp, pap and indicator_source.
    kind = models.CharField(_("type"), max_length=20)
    value = models.CharField(_("value"), max_length=2000)
    # Of type and value: what it is found again by, however long.
    digest = models.CharField(max_length=64)
    tlp = models.CharField(_("TLP"), max_length=20)
    pap = models.CharField(_("PAP"), max_length=20)
    source = models.CharField(_("source"), max_length=20)
    first_seen_at = models.DateTimeField(_("first seen"), null=True, blank=True)
    # What an analyst says of it, sealed to the desk; None when nothing is said.
    comment = models.BinaryField(null=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        indexes: ClassVar = [models.Index(fields=["digest"], name="indicator_seen_elsewhere")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["incident", "digest"], name="indicator_once_a_case"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.value}"
