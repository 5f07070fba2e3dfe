"""What the CSIRT has shared of a declaration, and with whom: the declarant reads it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.declarations.models.receipt import Receipt


class SharedWith(models.Model):
    """One authority told of a declaration. Written by the desk, read by the declarant."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="shared_with")
    # The notice at the desk, which a front process may not read.
    notice_id = models.UUIDField()
    # Codes of the schemes authority and region; a region left empty is the country.
    authority = models.CharField(max_length=40)
    region = models.CharField(max_length=3, blank=True)
    shared_at = models.DateTimeField()
    # Sealed sections that it may read; empty: plain facts only.
    sections = models.JSONField(default=list, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("sharing with an authority")
        verbose_name_plural = _("sharings with authorities")
        ordering: ClassVar = ["shared_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["receipt", "notice_id"], name="shared_once_a_notice"),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_id} {self.authority}"
