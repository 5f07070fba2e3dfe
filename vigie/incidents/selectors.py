"""What the desk reads: the queue, the cases, and who acted on them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import (
    Case,
    Count,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from vigie.accounts.models import User
from vigie.core.ids import TIMESTAMP_SHIFT
from vigie.core.models import JournalEntry
from vigie.declarations.models import Declaration
from vigie.incidents import access
from vigie.incidents.models import Incident, IncidentDeclaration
from vigie.taxonomy.codes import CareImpact, Endangerment, Severity, Urgency


def _rank(*grades: Q, otherwise: int) -> Case:
    """Number rows by the first condition that they meet, the gravest being 0."""
    whens = [When(grade, then=Value(rank)) for rank, grade in enumerate(grades)]
    return Case(*whens, default=Value(otherwise), output_field=IntegerField())


# What is not known may be grave: it comes before what is known to be harmless.
GRAVITY = _rank(
    Q(endangerment=Endangerment.PROVEN),
    Q(endangerment=Endangerment.POTENTIAL),
    Q(care_impact=CareImpact.INTERRUPTED),
    Q(care_impact=CareImpact.DEGRADED),
    Q(endangerment=Endangerment.UNKNOWN) | Q(care_impact=CareImpact.UNKNOWN),
    otherwise=5,
)
URGENCY = _rank(
    Q(help_urgency=Urgency.IMMEDIATE),
    Q(help_urgency=Urgency.TODAY),
    Q(help_urgency=Urgency.THIS_WEEK),
    otherwise=3,
)
# A case that nobody has qualified yet comes before any that somebody has.
SEVERITY = _rank(
    Q(qualification__isnull=True),
    Q(qualification__severity=Severity.CRITICAL),
    Q(qualification__severity=Severity.MAJOR),
    Q(qualification__severity=Severity.MODERATE),
    otherwise=4,
)


def to_triage(realm: str) -> QuerySet[Declaration]:
    """Return the declarations that nobody has taken yet, gravest, most urgent, newest first."""
    return (
        Declaration.objects.filter(realm=realm, incident_link__isnull=True)
        .annotate(gravity=GRAVITY, urgency=URGENCY)
        .order_by("gravity", "urgency", "-received_at", "-id")
    )


def declared(user: User, realm: str) -> QuerySet[Declaration]:
    """Return the declarations that concern this person, newest first, with their case if any."""
    return (
        access.visible_declarations(user)
        .filter(realm=realm)
        .select_related("incident_link__incident__qualification")
        .order_by("-received_at", "-id")
    )


def open_cases(realm: str) -> QuerySet[Incident]:
    """Return the open cases: not yet qualified first, then gravest, then oldest."""
    return (
        _with_first_declaration(Incident.objects.filter(realm=realm, closed_at=None))
        .annotate(rank=SEVERITY)
        .order_by("rank", "opened_at", "id")
    )


def closed_cases(realm: str) -> QuerySet[Incident]:
    """Return the closed cases, last closed first."""
    closed = Incident.objects.filter(realm=realm, closed_at__isnull=False)
    return _with_first_declaration(closed).order_by("-closed_at", "-id")


def case(user: User, reference: str) -> Incident:
    """Return a case that this person may see, or raise Incident.DoesNotExist."""
    visible = access.visible_cases(user).select_related("lead", "qualification__qualified_by")
    return visible.get(reference=reference)


def declarations_of(incident: Incident) -> QuerySet[Declaration]:
    """Return the declarations of a case, first received first."""
    return (
        Declaration.objects.filter(incident_link__incident=incident)
        .select_related("incident_link__taken_by")
        .order_by("received_at", "id")
    )


def joinable_cases(declaration: Declaration) -> QuerySet[Incident]:
    """Return the open cases that may take this declaration in, newest first."""
    open_ones = Incident.objects.filter(realm=declaration.realm, closed_at=None)
    return _with_first_declaration(open_ones).order_by("-opened_at", "-id")


def realms() -> list[str]:
    """Return the realms that hold declarations, in alphabetical order."""
    found = Declaration.objects.order_by("realm").values_list("realm", flat=True)
    return list(found.distinct())


@dataclass(frozen=True)
class Deed:
    """One thing done on a case, as the journal has it."""

    at: datetime
    action: str
    # Name of the person who acted; empty when nobody of the desk did.
    person: str
    # declarant, system, user:12: as the journal names it.
    actor: str


def history(declarations: Sequence[Declaration]) -> list[Deed]:
    """Return what was done on these declarations and on their cases, oldest first."""
    if not declarations:
        return []
    ids = [str(each.pk) for each in declarations]
    incidents = IncidentDeclaration.objects.filter(declaration__in=declarations)
    cases = [str(pk) for pk in incidents.values_list("incident_id", flat=True)]
    entries = JournalEntry.objects.filter(
        Q(objects_touched__declaration__in=ids) | Q(objects_touched__incident__in=cases),
        # Keys grow with time: nothing was written of a declaration before it came.
        id__gte=_first_key_of_that_moment(min(each.pk for each in declarations)),
    ).order_by("id")
    return _named(list(entries))


def _first_key_of_that_moment(key: uuid.UUID) -> uuid.UUID:
    return uuid.UUID(int=key.int >> TIMESTAMP_SHIFT << TIMESTAMP_SHIFT)


def _named(entries: list[JournalEntry]) -> list[Deed]:
    keys = {entry.actor.removeprefix("user:") for entry in entries if entry.actor[:5] == "user:"}
    names = {
        f"user:{pk}": name
        for pk, name in User.objects.filter(pk__in=keys).values_list("pk", "name")
    }
    return [
        Deed(at=entry.at, action=entry.action, person=names.get(entry.actor, ""), actor=entry.actor)
        for entry in entries
    ]


def _with_first_declaration(incidents: QuerySet[Incident]) -> QuerySet[Incident]:
    """Say on each case how many declarations it gathers and what the first one is about."""
    first = Declaration.objects.filter(incident_link__incident=OuterRef("pk")).order_by(
        "received_at", "id"
    )
    return incidents.select_related("lead", "qualification").annotate(
        declaration_count=Count("links"),
        structure_name=Subquery(first.values("structure_name")[:1]),
        structure_town=Subquery(first.values("structure_town")[:1]),
        declared_kind=Subquery(first.values("kind")[:1]),
    )
