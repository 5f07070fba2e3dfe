"""A case: what it gathers, and how the CSIRT reads it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from vigie.core.computed import ComputedField
from vigie.core.ids import new_id
from vigie.core.realm import RealmField
from vigie.declarations.models import Declaration
from vigie.declarations.models.standing import NOT_KNOWN, gravity
from vigie.taxonomy.codes import HelpWanted, Urgency
from vigie.taxonomy.companies import NAME_MAX_LENGTH

# What is owed by no time comes after all that is: a bound of the sort, shown to nobody.
NEVER = datetime(9999, 12, 31, tzinfo=UTC)
# The order of open cases, after the realm.
STANDING = ("gravity", "lateness", "opened_at", "id")
# As many regions as a case may have, each with the space that parts it from the next.
REGIONS_MAX_LENGTH = 200


def is_open(
    name: str, *first: str, condition: models.Q | None = None, beside: Sequence[str] = ()
) -> models.Index:
    """Return an index of the open cases, in their order.

    `beside`: columns that a counter asks for too, so that it need not read the rows.
    """
    still_open = models.Q(closed_at__isnull=True) & (condition or models.Q())
    fields = ["realm", *first, *STANDING, *beside]
    return models.Index(fields=fields, condition=still_open, name=name)


def is_closed(name: str, *first: str, condition: models.Q | None = None) -> models.Index:
    """Return an index of the closed cases that none stands for, the last closed first."""
    closed = models.Q(closed_at__isnull=False, merged_into__isnull=True) & (condition or models.Q())
    return models.Index(fields=["realm", *first, "-closed_at", "-id"], condition=closed, name=name)


class Incident(models.Model):
    """A case: one or many declarations, handled once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.CharField(_("reference"), max_length=20, unique=True)
    realm = RealmField(_("realm"))
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    # The case that this one has become. A merged case is closed: nothing more is done on it.
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged"
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Stored in clear, and said so on the analyst's screen.
    summary = models.CharField(_("summary"), max_length=200, blank=True)
    # Whose failure or compromise is the cause, as the CSIRT says; in clear too.
    provider = models.CharField(_("provider"), max_length=NAME_MAX_LENGTH, blank=True)
    provider_key = models.CharField(max_length=NAME_MAX_LENGTH, blank=True, editable=False)

    # What lists sort and filter by, brought in step by `services.refresh_standing`: of the
    # qualification once there is one, else of the declarations.
    gravity = models.PositiveSmallIntegerField(default=NOT_KNOWN, editable=False)
    kind = models.CharField(_("kind"), max_length=40, blank=True, editable=False)
    help_wanted = models.CharField(max_length=20, default=HelpWanted.NONE, editable=False)
    help_urgency = models.CharField(max_length=20, default=Urgency.NONE, editable=False)
    # Where its declarations come from: one region's code alone, several between spaces (" 11 53 ").
    regions = models.CharField(max_length=REGIONS_MAX_LENGTH, blank=True, editable=False)
    # The provider as names are compared: the CSIRT's word once there is one, else the declarants'.
    listed_provider = models.CharField(max_length=NAME_MAX_LENGTH, blank=True, editable=False)
    # When the first thing that its declarants owe us is, or was, due.
    due_at = models.DateTimeField(null=True, blank=True, editable=False)
    lateness = ComputedField(
        expression=Coalesce("due_at", Value(NEVER)), output_field=models.DateTimeField()
    )

    class Meta:
        verbose_name = _("incident")
        verbose_name_plural = _("incidents")
        indexes: ClassVar = [
            models.Index(fields=["realm", "-opened_at"], name="incident_realm_opened"),
            models.Index(
                fields=["realm", "provider_key"],
                condition=~models.Q(provider_key=""),
                name="incident_provider",
            ),
            is_open("incident_open"),
            is_open("incident_open_lead", "lead", beside=["regions"]),
            is_open("incident_open_kind", "kind"),
            is_open("incident_open_for_help", condition=~models.Q(help_wanted="none")),
            is_open("incident_open_regions", "regions", beside=["help_wanted"]),
            # Whether one of many that are known by their key is of the realm.
            models.Index(fields=["id", "realm"], name="incident_key_realm"),
            is_open(
                "incident_open_provider", "listed_provider", condition=~models.Q(listed_provider="")
            ),
            # Where few are late among many.
            models.Index(
                fields=["realm", "lateness", "id"],
                condition=models.Q(closed_at__isnull=True),
                name="incident_open_late",
            ),
            is_closed("incident_closed"),
            is_closed("incident_closed_kind", "kind"),
            is_closed("incident_closed_regions", "regions"),
            is_closed(
                "incident_closed_provider",
                "listed_provider",
                condition=~models.Q(listed_provider=""),
            ),
            models.Index(
                fields=["realm", "id"],
                condition=models.Q(regions__startswith=" "),
                name="incident_of_several_regions",
            ),
            models.Index(
                fields=["closed_at"],
                condition=models.Q(merged_into__isnull=False),
                name="incident_merged_lately",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True)
                | models.Q(closed_at__gte=models.F("opened_at")),
                name="incident_closes_after_opening",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(closed_at__isnull=False),
                name="incident_merged_is_closed",
            ),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")),
                name="incident_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class IncidentDeclaration(models.Model):
    """A declaration taken into a case; taken once, whoever clicks first."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    incident = models.ForeignKey(Incident, models.PROTECT, related_name="links")
    declaration = models.OneToOneField(Declaration, models.PROTECT, related_name="incident_link")
    taken_at = models.DateTimeField(_("taken at"))
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("declaration of a case")
        verbose_name_plural = _("declarations of a case")
        indexes: ClassVar = [
            # From a declaration to its case without reading the row.
            models.Index(fields=["declaration", "incident"], name="incident_of_declaration"),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.declaration_id}"


class Qualification(models.Model):
    """The CSIRT's reading of a case, kept beside what was declared, never over it."""

    incident = models.OneToOneField(
        Incident, models.PROTECT, primary_key=True, related_name="qualification"
    )
    # Grows by one at each save: a stale form is refused, not merged.
    revision = models.PositiveIntegerField(default=1)
    qualified_at = models.DateTimeField(_("qualified at"))
    qualified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    in_scope = models.BooleanField(_("in scope"))
    origin = models.CharField(_("origin"), max_length=20)
    kind = models.CharField(_("kind"), max_length=40)
    # "predicate:value" of the Reference Security Incident Taxonomy.
    rsit = models.CharField(_("RSIT class"), max_length=80, blank=True)
    care_impact = models.CharField(_("impact on care"), max_length=20)
    endangerment = models.CharField(_("patients endangered"), max_length=20)
    data_availability = models.CharField(max_length=10)
    data_integrity = models.CharField(max_length=10)
    data_confidentiality = models.CharField(max_length=10)
    severity = models.CharField(_("severity"), max_length=20)
    significant = models.BooleanField(_("significant incident"), default=False)
    # A code of the scheme support_given; "none" when none was.
    support_given = models.CharField(_("support given"), max_length=30, default="none")
    gravity = ComputedField(expression=gravity(), output_field=models.SmallIntegerField())

    class Meta:
        verbose_name = _("qualification")
        verbose_name_plural = _("qualifications")

    def __str__(self) -> str:
        return f"{self.incident_id} r{self.revision}"
