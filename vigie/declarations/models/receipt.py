"""What the declarant comes back to, with the receipt code."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.core.realm import RealmField
from vigie.taxonomy.codes import PublicState


class Receipt(models.Model):
    """What lets a declarant come back: nothing here says who or what."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # No foreign key to Declaration is needed to read it: the front may not.
    declaration_id = models.UUIDField(unique=True)
    reference = models.CharField(max_length=20, unique=True)
    realm = RealmField()
    received_at = models.DateTimeField()
    # One-way values derived from the receipt code: see vigie.core.codes.
    idempotency_key = models.CharField(max_length=64, unique=True)
    # A keyed digest of the key under which a program sent it, if it gave one: each is used once.
    sent_under = models.CharField(max_length=64, unique=True, null=True, blank=True)
    verifier = models.CharField(max_length=64)
    declarant_recipient = models.CharField(max_length=80)
    state = models.CharField(max_length=20, default=PublicState.RECEIVED)
    # Grows by one, and both change, when a lost code is replaced. The idempotency key stays.
    code_number = models.PositiveSmallIntegerField(default=0)
    code_replaced_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("receipt")
        verbose_name_plural = _("receipts")

    def __str__(self) -> str:
        return self.reference


class ReceiptDocument(models.Model):
    """What was declared at one stage, whole, sealed to the declarant's own key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="documents")
    stage = models.CharField(max_length=20)
    submitted_at = models.DateTimeField()
    # Derived from the complement form's own nonce: a second submit changes nothing.
    submission_key = models.CharField(max_length=64, unique=True)
    ciphertext = models.BinaryField()
    # Which of its receipt's codes it is sealed to.
    code_number = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("receipt document")
        verbose_name_plural = _("receipt documents")
        ordering: ClassVar = ["submitted_at", "id"]

    def __str__(self) -> str:
        return f"{self.receipt_id} {self.stage}"
