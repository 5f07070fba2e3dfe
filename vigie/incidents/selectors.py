"""What the desk reads: the queue, the cases, and who acted on them."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, TypedDict

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
from django_stubs_ext import WithAnnotations

from vigie.accounts.models import User
from vigie.core.ids import TIMESTAMP_SHIFT
from vigie.core.models import JournalEntry
from vigie.declarations.models import Clock, Declaration
from vigie.declarations.selectors import Deadline, deadlines_of
from vigie.incidents import access
from vigie.incidents.models import Incident, IncidentDeclaration
from vigie.taxonomy.codes import CareImpact, Endangerment, Severity, Urgency

# How the journal names a person.
USER = "user:"


class CaseSummary(TypedDict):
    """What a list says of a case beside its own columns."""

    declaration_count: int
    # Of the first declaration received.
    structure_name: str
    structure_town: str
    declared_kind: str


if TYPE_CHECKING:
    # The alias cannot be subscripted when it runs on Python 3.11.
    ListedCase = WithAnnotations[Incident, CaseSummary]
else:
    ListedCase = Incident


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


def declared(user: User, realm: str, *, words: str = "") -> QuerySet[Declaration]:
    """Return the declarations that concern this person, newest first, with their case if any.

    `words`: part of the structure's name or town, as it was declared.
    """
    found = _with_case(access.visible_declarations(user)).filter(realm=realm)
    if words:
        found = found.filter(
            Q(structure_name__icontains=words) | Q(structure_town__icontains=words)
        )
    return found.order_by("-received_at", "-id")


def declaration(user: User, reference: str) -> Declaration:
    """Return a declaration that this person may see, or raise Declaration.DoesNotExist."""
    return _with_case(access.visible_declarations(user)).get(reference=reference)


def _with_case(declarations: QuerySet[Declaration]) -> QuerySet[Declaration]:
    return declarations.select_related(
        "incident_link__incident__qualification", "incident_link__taken_by"
    )


def deadlines(declaration: Declaration, *, told: Collection[str]) -> list[Deadline]:
    """Return what a declarant owes to whom by when, the soonest first.

    `told`: the authorities that the declarant is known to have told.
    """
    clocks = Clock.objects.filter(receipt__declaration_id=declaration.pk)
    stages = {report.stage for report in declaration.reports.all()}
    return deadlines_of(list(clocks), stages=stages, told=told)


def open_cases(realm: str) -> QuerySet[ListedCase]:
    """Return the open cases: not yet qualified first, then gravest, then oldest."""
    return (
        _with_first_declaration(Incident.objects.filter(realm=realm, closed_at=None))
        .annotate(rank=SEVERITY)
        .order_by("rank", "opened_at", "id")
    )


def closed_cases(realm: str) -> QuerySet[ListedCase]:
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


def joinable_cases(declaration: Declaration) -> QuerySet[ListedCase]:
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
    # Reference of the declaration it was done to; empty when it was done to the case.
    declaration: str


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
    references = {str(each.pk): each.reference for each in declarations}
    return _deeds(list(entries), references)


def _first_key_of_that_moment(key: uuid.UUID) -> uuid.UUID:
    return uuid.UUID(int=key.int >> TIMESTAMP_SHIFT << TIMESTAMP_SHIFT)


def _deeds(entries: Sequence[JournalEntry], references: Mapping[str, str]) -> list[Deed]:
    keys = [entry.actor.removeprefix(USER) for entry in entries if entry.actor.startswith(USER)]
    people = User.objects.filter(pk__in=keys).values_list("pk", "name")
    names = {f"{USER}{pk}": name for pk, name in people}
    return [
        Deed(
            at=entry.at,
            action=entry.action,
            person=names.get(entry.actor, ""),
            actor=entry.actor,
            declaration=references.get(entry.objects_touched.get("declaration", ""), ""),
        )
        for entry in entries
    ]


def _with_first_declaration(incidents: QuerySet[Incident]) -> QuerySet[ListedCase]:
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
