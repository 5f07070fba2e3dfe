"""What was declared: what waits, and what concerns whom."""

from collections.abc import Collection

from django.db.models import Q, QuerySet

from vigie.accounts.models import User
from vigie.declarations.models import Clock, Declaration
from vigie.declarations.selectors import Deadline, deadlines_of
from vigie.incidents import access
from vigie.incidents.selectors.ranks import GRAVITY, URGENCY


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


def realms() -> list[str]:
    """Return the realms that hold declarations, in alphabetical order."""
    found = Declaration.objects.order_by("realm").values_list("realm", flat=True)
    return list(found.distinct())
