"""Support: what a structure asks for, what the CSIRT gives, and the time it takes."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.declarations.models import Declaration
from vigie.incidents.models.case import Incident
from vigie.taxonomy.codes import SupportState

MINUTES_A_DAY = 24 * 60


class SupportRequest(models.Model):
    """One kind of support for one structure of a case, asked for by it or offered to it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="support_requests")
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="support_requests")
    # Codes of the schemes support_kind, support_state, support_refusal.
    kind = models.CharField(_("kind of support"), max_length=30)
    state = models.CharField(_("state"), max_length=20, default=SupportState.ASKED)
    refusal = models.CharField(_("reason"), max_length=30, blank=True)
    # Whether the structure asked, or the CSIRT offered of itself.
    asked_by_structure = models.BooleanField(default=True)
    asked_at = models.DateTimeField(_("asked for at"))
    # The first answer of the CSIRT, and the moment by which it is expected.
    answer_due_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(_("first answer at"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    offers = models.PositiveIntegerField(default=0)
    # Grows by one at each change: whoever acts on an older state is told.
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("request for support")
        verbose_name_plural = _("requests for support")
        ordering: ClassVar = ["asked_at", "id"]
        indexes: ClassVar = [
            models.Index(
                fields=["answer_due_at", "id"],
                condition=models.Q(
                    answered_at__isnull=True, reminded_at__isnull=True, answer_due_at__isnull=False
                ),
                name="support_to_remind",
            ),
            models.Index(fields=["state", "asked_at", "id"], name="support_state_asked"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["declaration", "kind"],
                condition=~models.Q(state__in=[SupportState.ENDED, SupportState.DECLINED]),
                name="support_open_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state=SupportState.DECLINED) ^ models.Q(refusal=""),
                name="support_declined_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"


class SupportTime(models.Model):
    """Time that one person spent on one request on one day; voided rather than removed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    support = models.ForeignKey(SupportRequest, models.PROTECT, related_name="times")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    spent_on = models.DateField(_("day"))
    minutes = models.PositiveIntegerField(
        _("minutes"), validators=[MinValueValidator(1), MaxValueValidator(MINUTES_A_DAY)]
    )
    voided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("time spent on support")
        verbose_name_plural = _("times spent on support")
        ordering: ClassVar = ["spent_on", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(minutes__gte=1, minutes__lte=MINUTES_A_DAY),
                name="support_time_within_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.support_id} {self.minutes}"
