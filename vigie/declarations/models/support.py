"""What the declarant is shown of the support that the CSIRT gives, and what they answer."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.declarations.models.receipt import Receipt


class SupportShown(models.Model):
    """Where one request for support stands, as its declarant reads it.

    Written by the desk; a front process only reads it. Its key is that of the desk's request.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="support")
    # Codes of the schemes support_kind, support_state and support_refusal.
    kind = models.CharField(_("kind"), max_length=30)
    state = models.CharField(_("state"), max_length=20)
    refusal = models.CharField(max_length=30, blank=True)
    # Grows by one at each offer: an answer is to one offer and to no later one.
    offers = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("support shown to the declarant")
        verbose_name_plural = _("support shown to declarants")
        ordering: ClassVar = ["changed_at", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class SupportReply(models.Model):
    """The declarant's yes or no to one offer. Written by a front process, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shown = models.ForeignKey(SupportShown, models.PROTECT, related_name="replies")
    offer = models.PositiveIntegerField()
    accepts = models.BooleanField()
    replied_at = models.DateTimeField()

    class Meta:
        verbose_name = _("reply to an offer of support")
        verbose_name_plural = _("replies to offers of support")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["shown", "offer"], name="offer_replied_once"),
        ]

    def __str__(self) -> str:
        return f"{self.shown_id} {self.offer}"
