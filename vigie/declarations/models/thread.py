"""The thread between a declarant and the desk: what each wrote, what each has read.

One message is two rows of one key: `Message`, which the desk opens, and `ReceiptMessage`, the
declarant's copy. What they say is immutable; what becomes of a message is in tables beside.
"""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.declarations.enums import Author
from vigie.declarations.models.declaration import Declaration
from vigie.declarations.models.receipt import Receipt


class Message(models.Model):
    """What one side wrote to the other, subject and body sealed to the desk."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="messages")
    author = models.CharField(max_length=10, choices=Author.choices)
    sent_at = models.DateTimeField(_("sent at"))
    # In which language it is written: it may differ from the declaration's.
    language = models.CharField(max_length=5)
    # The person of the desk; nobody for a declarant.
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What was sent to several declarants at once bears one.
    act = models.UUIDField(null=True, blank=True)
    ciphertext = models.BinaryField()
    # From a declarant, and not opened at the desk: what `ReadAtDesk` does not hold yet, kept here
    # so that the few are found among all. A front writes true, and may change nothing.
    unread = models.BooleanField(default=True, editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering: ClassVar = ["sent_at", "id"]
        indexes: ClassVar = [
            models.Index(fields=["author", "sent_at"], name="message_author_sent"),
            models.Index(
                fields=["declaration"], condition=models.Q(unread=True), name="message_unread"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.declaration_id} {self.author}"


class ReceiptMessage(models.Model):
    """The declarant's copy of a message, under the same key, sealed to the declarant alone."""

    id = models.UUIDField(primary_key=True, editable=False)
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="messages")
    author = models.CharField(max_length=10, choices=Author.choices)
    sent_at = models.DateTimeField()
    language = models.CharField(max_length=5)
    # Derived from the form's own nonce and words: a second submit changes nothing.
    submission_key = models.CharField(max_length=64, unique=True)
    ciphertext = models.BinaryField()
    # Which of its receipt's codes it is sealed to.
    code_number = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("declarant’s copy of a message")
        verbose_name_plural = _("declarants’ copies of messages")
        ordering: ClassVar = ["sent_at", "id"]

    def __str__(self) -> str:
        return f"{self.receipt_id} {self.author}"


class SeenByDeclarant(models.Model):
    """A message of the desk was shown to its declarant, at the first time."""

    message = models.OneToOneField(
        ReceiptMessage, models.PROTECT, primary_key=True, related_name="seen"
    )
    seen_at = models.DateTimeField(_("seen at"))

    class Meta:
        verbose_name = _("message seen by the declarant")
        verbose_name_plural = _("messages seen by declarants")

    def __str__(self) -> str:
        return f"{self.message_id} {self.seen_at}"


class ReadAtDesk(models.Model):
    """A declarant's message was opened at the desk, for the first time: the team has read it.

    A front process may not write here: whoever took it must not hide a message from the desk.
    """

    message = models.OneToOneField(
        Message, models.PROTECT, primary_key=True, related_name="reading"
    )
    read_at = models.DateTimeField(_("read at"))
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("message read at the desk")
        verbose_name_plural = _("messages read at the desk")

    def __str__(self) -> str:
        return f"{self.message_id} {self.read_at}"


class MessageNotice(models.Model):
    """An e-mail says that this message is there. Claimed before it is sent, by one worker."""

    message = models.OneToOneField(Message, models.PROTECT, primary_key=True, related_name="notice")
    claimed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice of a message")
        verbose_name_plural = _("notices of messages")

    def __str__(self) -> str:
        return f"{self.message_id} {self.sent_at}"
