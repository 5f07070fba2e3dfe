"""A receipt code that was lost, and who gives a new one: never one person alone."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.declarations.models.receipt import Receipt


class CodeReplacement(models.Model):
    """One person calls back and asks for a new code, another approves, the first issues it.

    A front process may neither read nor write here.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="replacements")
    # Codes of the schemes code_loss and number_called.
    reason = models.CharField(_("reason"), max_length=20)
    called = models.CharField(_("number called back"), max_length=20)
    # As the directory had it when it was called: public. No other number is kept.
    number = models.CharField(max_length=20, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("asked at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    approved = models.BooleanField(null=True, blank=True)
    issued_at = models.DateTimeField(_("issued at"), null=True, blank=True)
    # Issued, refused, taken back or too old: another may be asked for.
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("replacement of a receipt code")
        verbose_name_plural = _("replacements of receipt codes")
        ordering: ClassVar = ["-asked_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["receipt"],
                condition=models.Q(closed_at=None),
                name="code_replacement_asked_once",
            ),
            # Held by the database too: nobody alone gives himself a declarant's sight.
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("asked_by")),
                name="code_replacement_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(issued_at=None)
                | models.Q(approved=True, decided_by__isnull=False, decided_at__isnull=False),
                name="code_replacement_approved_first",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.receipt_id} {self.reason}"
