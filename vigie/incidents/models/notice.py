"""What an authority was told of a case, what of it it may see, and what it answered."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.core.realm import RealmField
from vigie.declarations.models import Declaration, Report
from vigie.directory.models import Structure
from vigie.incidents.models.case import Incident


class NoticeState(models.TextChoices):
    """Where a notice stands. What is only proposed is computed, and has no row."""

    SENT = "sent", _("Sent")
    RECEIVED = "received", _("Read")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SET_ASIDE = "set_aside", _("Set aside")


# An authority has been told, and may see what was granted.
TOLD = (NoticeState.SENT, NoticeState.RECEIVED, NoticeState.ACKNOWLEDGED)


class Notice(models.Model):
    """A case told to one authority, once. What comes later is a further notice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="notices")
    realm = RealmField(_("realm"))
    # A code of the scheme authority; the region of its officers, empty for the country.
    authority = models.CharField(_("authority"), max_length=40)
    region = models.CharField(_("region"), max_length=3, blank=True)
    # The notice before, to the same authority: this one tells what has come since.
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="followed_by"
    )
    state = models.CharField(max_length=20, choices=NoticeState.choices)
    # desk, by_hand; the rules that told, as “file.code”; whether their conditions were known.
    how = models.CharField(max_length=10)
    rules = models.JSONField(default=list)
    certain = models.BooleanField()
    # The qualification as it was told: codes, frozen. Empty where it is not granted or not made.
    qualification = models.JSONField(default=dict, blank=True)
    case_closed = models.BooleanField(default=False)
    # Digest of what is told: two people who send the same at once send it once.
    once = models.CharField(max_length=64, unique=True)

    decided_at = models.DateTimeField(_("decided at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged at"), null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # What the authority calls it, and the day it gives.
    authority_reference = models.CharField(_("its reference"), max_length=80, blank=True)
    authority_date = models.DateField(_("its date"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes: ClassVar = [
            models.Index(
                fields=["authority", "realm", "-decided_at"], name="notice_authority_newest"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(state="acknowledged") | models.Q(acknowledged_at__isnull=False),
                name="notice_acknowledged_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def told(self) -> bool:
        """Whether the authority may see it."""
        return self.state in TOLD


class NoticedDeclaration(models.Model):
    """One declaration of a notice, and what the authority may see of it. Frozen at sending."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice = models.ForeignKey(Notice, models.CASCADE, related_name="lines")
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="notice_lines")
    # The last report told: what came later is not shown. None where there was none.
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="+")
    # Sealed sections granted; groups of plain facts granted, and the facts that they held.
    sections = models.JSONField(default=list, blank=True)
    groups = models.JSONField(default=list)
    fields = models.JSONField(default=list)

    class Meta:
        verbose_name = _("declaration of a notice")
        verbose_name_plural = _("declarations of a notice")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["notice", "declaration"], name="declaration_once_a_notice"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.declaration_id}"


class AuthorityAddress(models.Model):
    """Where an authority is told, by e-mail, that a notice waits."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    authority = models.CharField(_("authority"), max_length=40)
    # Empty: for the whole country.
    region = models.CharField(_("region"), max_length=3, blank=True)
    email = models.EmailField(_("e-mail address"))

    class Meta:
        verbose_name = _("address of an authority")
        verbose_name_plural = _("addresses of authorities")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["authority", "region", "email"], name="authority_address_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.region}"


class OperatorStatus(models.Model):
    """What the law makes of a structure. Known to the desk only: designations are not public."""

    structure = models.OneToOneField(
        Structure, models.PROTECT, primary_key=True, related_name="operator_status"
    )
    # A code of the scheme operator_status.
    status = models.CharField(_("operator status"), max_length=20)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("operator status")
        verbose_name_plural = _("operator statuses")

    def __str__(self) -> str:
        return f"{self.structure_id} {self.status}"
