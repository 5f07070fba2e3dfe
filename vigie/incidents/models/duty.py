"""Who answers for the night, and how they are woken."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.ids import new_id
from vigie.core.realm import RealmField
from vigie.declarations.models import Declaration
from vigie.incidents.enums import Answered, Attempted, Channel, Purpose


class Shift(models.Model):
    """A person answers for the duty from one moment to another, on one line.

    Line 1 is called first; the next line when nobody of it answers.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="shifts")
    line = models.PositiveSmallIntegerField(_("line"), default=1)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))

    class Meta:
        verbose_name = _("shift")
        verbose_name_plural = _("shifts")
        indexes: ClassVar = [models.Index(fields=["ends_at", "starts_at"], name="shift_by_time")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="shift_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=models.Q(line__gte=1), name="shift_lines_begin_with_one"
            ),
            # The same button pressed twice adds one shift.
            models.UniqueConstraint(
                fields=["person", "line", "starts_at", "ends_at"], name="shift_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.line} {self.starts_at:%Y-%m-%d %H:%M}"


class PagingAddress(models.Model):
    """Where a person wants to be woken: sealed, opened only to call them."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, primary_key=True, related_name="paging_address"
    )
    # JSON of "email" and "phone", sealed to the desk.
    ciphertext = models.BinaryField()
    # Whether it holds one, to be known without opening it.
    has_email = models.BooleanField(default=False)
    has_phone = models.BooleanField(default=False)
    changed_at = models.DateTimeField()

    class Meta:
        verbose_name = _("paging address")
        verbose_name_plural = _("paging addresses")

    def __str__(self) -> str:
        return str(self.person_id)


class HandOverNote(models.Model):
    """What whoever ends a shift leaves to the next: sealed to the desk, never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    written_at = models.DateTimeField(_("written at"))
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    ciphertext = models.BinaryField()
    taken_over_at = models.DateTimeField(null=True, blank=True)
    taken_over_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("hand-over note")
        verbose_name_plural = _("hand-over notes")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(taken_over_at=None, taken_over_by=None)
                | models.Q(taken_over_at__isnull=False, taken_over_by__isnull=False),
                name="note_taken_over_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class DutyPage(models.Model):
    """Somebody must answer, now: for a declaration that says it is grave, or in a drill."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # The declaration's own, then with a number where it became grave again; or that of the drill.
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    realm = RealmField(_("realm"))
    # None: a drill, which is never counted as a declaration.
    declaration = models.ForeignKey(
        Declaration, models.PROTECT, null=True, blank=True, related_name="duty_pages"
    )
    # Codes of vigie.taxonomy.gravity.
    reasons = models.JSONField(default=list, blank=True)
    started_at = models.DateTimeField(_("started at"))
    # Who launched the drill.
    started_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # When it climbs unless somebody answers; None: it climbs no more.
    climbs_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    answered = models.CharField(max_length=10, choices=Answered.choices, blank=True)
    # When everybody had been called in vain, or the drill was called off.
    ended_at = models.DateTimeField(null=True, blank=True)
    # A drill that its launcher stopped: nobody had to answer it.
    called_off = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("duty page")
        verbose_name_plural = _("duty pages")
        indexes: ClassVar = [
            models.Index(fields=["realm", "-started_at"], name="duty_page_by_time"),
            models.Index(
                fields=["climbs_at"],
                condition=models.Q(climbs_at__isnull=False),
                name="duty_page_climbs",
            ),
        ]
        constraints: ClassVar = [
            # A button pressed twice launches one drill.
            models.UniqueConstraint(
                fields=["realm"],
                condition=models.Q(declaration=None, acknowledged_at=None, ended_at=None),
                name="duty_one_drill_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_drill(self) -> bool:
        """Whether no declaration stands behind it."""
        return self.declaration_id is None

    @property
    def about(self) -> str:
        """The reference that messages say: of the declaration, whichever of its pages this is."""
        return self.reference if self.declaration is None else self.declaration.reference


class PageStep(models.Model):
    """One step of a page up the roster."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    page = models.ForeignKey(DutyPage, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    # None: everybody who handles cases.
    line = models.PositiveSmallIntegerField(null=True, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("step of a duty page")
        verbose_name_plural = _("steps of a duty page")
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "number"], name="page_step_once"),
        ]

    def __str__(self) -> str:
        return f"{self.page_id} {self.number}"


class PageAttempt(models.Model):
    """One message to one person by one channel, and what became of it: never the address."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    step = models.ForeignKey(PageStep, models.PROTECT, related_name="attempts")
    purpose = models.CharField(max_length=10, choices=Purpose.choices, default=Purpose.PAGE)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    # None: the team, by its mailbox or its webhook.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcome = models.CharField(max_length=12, choices=Attempted.choices, default=Attempted.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True, blank=True)
    # A worker died while it sent this, and another sent it again.
    resumed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("message of a duty page")
        verbose_name_plural = _("messages of a duty page")
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["step", "purpose", "channel", "person"], name="page_attempt_once"
            ),
            models.UniqueConstraint(
                fields=["step", "purpose", "channel"],
                condition=models.Q(person=None),
                name="page_attempt_to_the_team_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.step_id} {self.channel}"
