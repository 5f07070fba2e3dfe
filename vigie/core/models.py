"""Tables of the ground floor. Filled through journal, outbox and throttle.

Keys are made in Python, so that a database user who may only INSERT can fill them.
"""

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.core.json_key import JsonKey

# Of which kinds of objects the journal is asked what was done to them.
SOUGHT = ("declaration", "incident", "other")


def touched(kind: str) -> JsonKey:
    """Return the identifier that a journal entry keeps of its object of a kind."""
    return JsonKey("objects_touched", key=kind)


class JournalEntry(models.Model):
    """One thing that was done, by whom, to what. Never changed, never removed.

    Holds identifiers only, no personal data: it outlives what it speaks of.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField(_("time"))
    action = models.CharField(_("action"), max_length=80)
    actor = models.CharField(_("actor"), max_length=80)
    objects_touched = models.JSONField(_("objects"), default=dict)
    # Keyed digest of the columns above: a row that Vigie did not write has none that fits.
    seal = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        # What was done to one thing is asked of the whole journal.
        indexes: ClassVar = [
            models.Index(touched(kind), name=f"journal_of_{kind}") for kind in SOUGHT
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.id}"


class JournalLink(models.Model):
    """The place of one entry in the chain. Written by the worker, after intake has committed."""

    position = models.BigIntegerField(primary_key=True)
    # No foreign key: a link must outlive a removed entry, to name it.
    entry = models.UUIDField(unique=True)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("journal link")
        verbose_name_plural = _("journal links")

    def __str__(self) -> str:
        return f"{self.position} {self.entry}"


class JournalCheckpoint(models.Model):
    """The head of the chain at one time, signed: a later rewriting contradicts it."""

    position = models.BigIntegerField(primary_key=True)
    hash = models.CharField(max_length=64)
    signed_at = models.DateTimeField()
    signature = models.CharField(max_length=128)

    class Meta:
        verbose_name = _("journal checkpoint")
        verbose_name_plural = _("journal checkpoints")

    def __str__(self) -> str:
        return f"{self.position} {self.hash}"


class OutboxMessage(models.Model):
    """Something to do once the transaction that asked for it has committed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=80)
    # Identifiers only: the handler fetches, and unseals, what it needs.
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)
    # The exception's class name only: its message could hold what was sealed.
    last_error = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("outbox message")
        verbose_name_plural = _("outbox messages")
        indexes: ClassVar = [
            models.Index(
                fields=["next_attempt_at", "id"],
                condition=models.Q(done_at__isnull=True),
                name="outbox_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class FailedAttempt(models.Model):
    """One failure that slows the next attempt of the same subject. Pruned by the worker."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scope = models.CharField(max_length=40)
    # Keyed digest: neither addresses nor references are kept.
    subject = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("failed attempt")
        verbose_name_plural = _("failed attempts")
        indexes: ClassVar = [
            models.Index(fields=["scope", "subject", "-at"], name="failed_attempt_lately"),
        ]

    def __str__(self) -> str:
        return f"{self.scope} {self.at}"
