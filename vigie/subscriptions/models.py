"""Machines that are told of events, and what was sent to them."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.accounts.models import User
from vigie.core.ids import new_id
from vigie.core.realm import RealmField
from vigie.subscriptions.enums import DeliveryState, Detail, LastOutcome


class Subscription(models.Model):
    """A machine that is told of events of one realm, by signed webhooks."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # What the program is called.
    name = models.CharField(_("name"), max_length=100)
    # Of the address, what may be shown: the rest may hold a secret.
    host = models.CharField(max_length=255)
    # JSON of "url", "secret" and, while the secret is being changed, "before" and "before_until".
    # Sealed to the desk, opened by the worker to send.
    ciphertext = models.BinaryField()
    realm = RealmField(_("realm"))
    # Values of EventKind.
    kinds = models.JSONField(default=list)
    detail = models.CharField(max_length=12, choices=Detail.choices, default=Detail.REFERENCES)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # Nothing is sent until a second person has agreed.
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    # Taken off by hand, for ever.
    ended_at = models.DateTimeField(null=True, blank=True)
    # Stopped after a long failure, until somebody resumes it.
    suspended_at = models.DateTimeField(null=True, blank=True)
    # Up to where in the journal's chain events were taken from.
    position = models.BigIntegerField(default=0)
    # Since when nothing gets through, how many tries in a row, and when the next one may be.
    failing_since = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    rests_until = models.DateTimeField(null=True, blank=True)
    last_delivered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("webhook subscription")
        verbose_name_plural = _("webhook subscriptions")
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            # An administrator sees no case: nor alone, through a machine of their own.
            models.CheckConstraint(
                condition=models.Q(approved_at=None)
                | (
                    models.Q(approved_by__isnull=False) & ~models.Q(approved_by=models.F("made_by"))
                ),
                name="subscription_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.host}"

    @property
    def is_active(self) -> bool:
        """Whether it is told of what happens."""
        return bool(self.approved_at) and not self.ended_at and not self.suspended_at

    def is_resting(self, now: datetime) -> bool:
        """Whether it failed lately, and is left alone for a while."""
        return bool(self.rests_until and self.rests_until > now)


class Delivery(models.Model):
    """One event told, or to be told, to one machine. Holds identifiers only."""

    # Also the name under which it is sent, however often: receivers drop what they know.
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subscription = models.ForeignKey(Subscription, models.PROTECT, related_name="deliveries")
    # The journal's entry; for a test, made for it.
    event = models.UUIDField()
    kind = models.CharField(max_length=40)
    occurred_at = models.DateTimeField()
    # Keys of the case and the declaration, as the journal has them.
    touched = models.JSONField(default=dict)
    state = models.CharField(
        max_length=10, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    # When it is given up unless it gets through.
    give_up_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=LastOutcome.choices, blank=True)
    # When it was delivered or given up.
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("delivery to a machine")
        verbose_name_plural = _("deliveries to machines")
        indexes: ClassVar = [
            models.Index(fields=["subscription", "-id"], name="delivery_latest"),
            models.Index(fields=["settled_at"], name="delivery_settled"),
            models.Index(
                fields=["subscription", "state"],
                condition=~models.Q(state="delivered"),
                name="delivery_undelivered",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["subscription", "event"], name="delivery_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
