"""What is currently declared, and what was said at each stage."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from vigie.core.computed import ComputedField
from vigie.core.ids import new_id
from vigie.core.realm import RealmField
from vigie.declarations.models.standing import AnswerDueField, first_due, gravity
from vigie.directory.models import Structure
from vigie.taxonomy.codes import (
    CareImpact,
    DatePrecision,
    Endangerment,
    HelpWanted,
    Origin,
    StructureKind,
    Touched,
    Urgency,
)
from vigie.taxonomy.companies import NAME_MAX_LENGTH

# The order of the queue, after the realm: see `standing`.
STANDING = ("gravity", "lateness", "received_at", "id")


def waits(
    name: str, *first: str, condition: models.Q | None = None, beside: Sequence[str] = ()
) -> models.Index:
    """Return an index of the queue: of the declarations that wait, in its order.

    `beside`: columns that a counter asks for too, so that it need not read the rows.
    """
    waiting = models.Q(taken_at__isnull=True) & (condition or models.Q())
    fields = ["realm", *first, *STANDING, *beside]
    return models.Index(fields=fields, condition=waiting, name=name)


class Declaration(models.Model):
    """What is currently declared of one incident by one structure.

    Plain columns, for triage and counting. What was said at each stage is in `Report`.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    realm = RealmField(_("realm"))
    received_at = models.DateTimeField(_("received at"))
    channel = models.CharField(_("channel"), max_length=20, default="portal")
    language = models.CharField(_("language"), max_length=5, default="fr")
    # Who of the desk typed it, for somebody on the phone or from paper; nobody elsewhere.
    typed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("typed by"),
    )

    structure = models.ForeignKey(
        Structure, models.PROTECT, null=True, blank=True, related_name="declarations"
    )
    # Frozen at reception: the directory moves on, the figures of a year do not.
    structure_name = models.CharField(_("structure"), max_length=250)
    structure_town = models.CharField(_("town"), max_length=120, blank=True)
    structure_kind = models.CharField(max_length=30, default=StructureKind.UNKNOWN)
    structure_status = models.CharField(max_length=30, default="unknown")
    region = models.CharField(_("region"), max_length=3, blank=True)

    detected_at = models.DateTimeField(_("detected at"), null=True, blank=True)
    detected_precision = models.CharField(max_length=10, default=DatePrecision.MINUTE)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)

    kind = models.CharField(_("kind"), max_length=40)
    origin = models.CharField(_("origin"), max_length=20, default=Origin.UNKNOWN)
    care_impact = models.CharField(max_length=20, default=CareImpact.UNKNOWN)
    endangerment = models.CharField(max_length=20, default=Endangerment.UNKNOWN)
    data_availability = models.CharField(max_length=10, default=Touched.UNKNOWN)
    data_integrity = models.CharField(max_length=10, default=Touched.UNKNOWN)
    data_confidentiality = models.CharField(max_length=10, default=Touched.UNKNOWN)
    others_touched = models.CharField(max_length=10, default=Touched.UNKNOWN)
    # Whether structures or patients of another country are touched, or could be.
    cross_border = models.CharField(max_length=10, default=Touched.UNKNOWN)
    help_wanted = models.CharField(max_length=20, default=HelpWanted.NONE)
    help_urgency = models.CharField(max_length=20, default=Urgency.NONE)
    # mandatory, voluntary, near_miss: a code of the scheme declaration_nature.
    nature = models.CharField(max_length=20, default="mandatory")
    # Whose failure or compromise is the cause, in clear; and what its spellings have in common.
    provider = models.CharField(_("provider"), max_length=NAME_MAX_LENGTH, blank=True)
    provider_key = models.CharField(max_length=NAME_MAX_LENGTH, blank=True, editable=False)

    # Of what is owed to us and not yet met: when the next is due, and since when one is late.
    next_due_at = models.DateTimeField(null=True, blank=True)
    late_since = models.DateTimeField(null=True, blank=True)
    answer_due_at = AnswerDueField(editable=False)
    # When the desk took it in hand; none while it waits.
    taken_at = models.DateTimeField(_("taken at"), null=True, blank=True)
    # What the desk's lists are sorted by, kept by the database: see `standing`.
    gravity = ComputedField(expression=gravity(), output_field=models.SmallIntegerField())
    lateness = ComputedField(expression=first_due(), output_field=models.DateTimeField())

    # What the CSIRT answers to the questions that the law looks at, beside what is declared;
    # empty until it has qualified the case.
    csirt_answers = models.JSONField(default=dict, blank=True)
    csirt_answered_at = models.DateTimeField(null=True, blank=True)

    # From complements.
    systems = models.JSONField(_("systems touched"), default=list, blank=True)
    degraded_since = models.DateTimeField(null=True, blank=True)
    degraded_until = models.DateTimeField(null=True, blank=True)
    persons_affected = models.PositiveIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    # What an import must recognise when it runs again; empty elsewhere.
    import_key = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("declaration")
        verbose_name_plural = _("declarations")
        indexes: ClassVar = [
            models.Index(fields=["realm", "-received_at"], name="declaration_realm_received"),
            models.Index(
                fields=["realm", "provider_key", "-received_at"],
                condition=~models.Q(provider_key=""),
                name="declaration_provider",
            ),
            models.Index(fields=["realm", "region", "-received_at"], name="declaration_region"),
            models.Index(fields=["realm", "-id"], name="declaration_realm_newest"),
            waits("declaration_waits"),
            waits("declaration_waits_region", "region", beside=["help_wanted"]),
            waits("declaration_waits_kind", "kind"),
            waits("declaration_waits_for_help", condition=~models.Q(help_wanted="none")),
            waits(
                "declaration_waits_provider",
                "provider_key",
                condition=~models.Q(provider_key=""),
            ),
            # Whether one of many that are known by their key still waits.
            models.Index(
                fields=["id", "realm"],
                condition=models.Q(taken_at__isnull=True),
                name="declaration_waits_key",
            ),
            # Where few are late among many.
            models.Index(
                fields=["realm", "lateness", "id"],
                condition=models.Q(taken_at__isnull=True),
                name="declaration_waits_late",
            ),
            models.Index(
                fields=["next_due_at"],
                condition=models.Q(late_since__isnull=True, next_due_at__isnull=False),
                name="declaration_may_become_late",
            ),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["realm", "import_key"],
                condition=~models.Q(import_key=""),
                name="declaration_imported_once",
            ),
            models.CheckConstraint(
                condition=models.Q(started_at__isnull=True)
                | models.Q(detected_at__isnull=True)
                | models.Q(started_at__lte=models.F("detected_at")),
                name="declaration_starts_before_detection",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def structure_said(self) -> dict[str, Any]:
        """Who declares, as the declarant’s own copy of the first report says it."""
        return {
            "name": self.structure_name,
            "town": self.structure_town,
            "kind": self.structure_kind,
            "region": self.region,
            "verified": self.structure_id is not None,
        }


class Report(models.Model):
    """What was said at one stage. Immutable: a correction is a further report."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    declaration = models.ForeignKey(Declaration, models.PROTECT, related_name="reports")
    stage = models.CharField(_("stage"), max_length=20)
    submitted_at = models.DateTimeField(_("submitted at"))
    # The plain answers, by the names of Declaration's columns.
    facts = models.JSONField(_("facts"), default=dict)

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering: ClassVar = ["submitted_at", "id"]

    def __str__(self) -> str:
        return f"{self.declaration_id} {self.stage}"


class SealedSection(models.Model):
    """One section of a report, sealed to the desk: contact, narrative, measures, authorities."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="sections")
    section = models.CharField(_("section"), max_length=20)
    ciphertext = models.BinaryField()

    class Meta:
        verbose_name = _("sealed section")
        verbose_name_plural = _("sealed sections")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["report", "section"], name="section_once_a_report"),
        ]

    def __str__(self) -> str:
        return f"{self.report_id} {self.section}"
