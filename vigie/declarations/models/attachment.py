"""Files that belong to a declaration: sealed part by part while they arrive."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.declarations.models.declaration import Declaration
from vigie.taxonomy.codes import AttachmentState


class SealedFile(models.Model):
    """A file that is arriving, or has arrived: its name sealed, its content in sealed parts.

    It counts once an `Attachment` says that it is whole; else the worker forgets it after a day.
    """

    DECLARANT = "declarant"
    DESK = "desk"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="files")
    sent_by = models.CharField(_("sent by"), max_length=20)
    begun_at = models.DateTimeField(_("begun at"))
    # What the browser said before sending; unknown where the form alone sends it.
    announced_size = models.BigIntegerField(null=True, blank=True)
    # Random: names the folder of its parts in the storage.
    key = models.CharField(max_length=40, unique=True)
    # To whom it is sealed beside the desk; empty where the declarant does not see it.
    declarant_recipient = models.CharField(max_length=80, blank=True)
    name_for_desk = models.BinaryField()
    name_for_declarant = models.BinaryField(blank=True, default=b"")
    # Which of its receipt's codes it is sealed to.
    code_number = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("sealed file")
        verbose_name_plural = _("sealed files")

    def __str__(self) -> str:
        return str(self.pk)


class SealedPart(models.Model):
    """One part of a sealed file: an age file of its own in the storage."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file = models.ForeignKey(SealedFile, models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    stored_as = models.CharField(max_length=120)
    # SHA-256 of the ciphertext: parts can be neither swapped nor cut off behind our back.
    digest = models.CharField(max_length=64)
    # Which of its receipt's codes it is sealed to.
    code_number = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("sealed part")
        verbose_name_plural = _("sealed parts")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["file", "number"], name="part_once_a_file"),
            models.CheckConstraint(condition=models.Q(size__gt=0), name="part_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.file_id} {self.number}"


class Attachment(models.Model):
    """A file that arrived whole, and what became of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    file = models.OneToOneField(SealedFile, models.PROTECT, related_name="attachment")
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="attachments")
    received_at = models.DateTimeField(_("received at"))
    size = models.BigIntegerField(_("size"))
    state = models.CharField(_("state"), max_length=20, default=AttachmentState.RECEIVED)
    # Whoever sends it says that it may be malicious.
    is_sample = models.BooleanField(_("sample"), default=False)
    # A code of the scheme attachment_reason; empty where the state says all.
    reason = models.CharField(_("reason"), max_length=30, blank=True)
    # Type by content, SHA-256, what the scanner found: JSON, sealed to the desk.
    findings = models.BinaryField(blank=True, default=b"")
    # Until when a worker that examines it has it for itself.
    examined_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="attachment_not_empty"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["received_at"],
                condition=models.Q(state=AttachmentState.RECEIVED),
                name="attachment_to_examine",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
