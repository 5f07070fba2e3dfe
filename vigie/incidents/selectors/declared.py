"""What was declared: what waits, and what concerns whom."""

import uuid

from django.db import connection
from django.db.models import QuerySet

from vigie.accounts.models import User
from vigie.core.prepared import once_a_thread
from vigie.declarations.models import Clock, Declaration
from vigie.declarations.models.declaration import STANDING
from vigie.declarations.selectors import Deadline, deadlines_of
from vigie.declarations.services.clocks import Told
from vigie.incidents import access
from vigie.incidents.selectors.additions import additions_to_declaration
from vigie.incidents.selectors.narrowing import EVERYTHING, Narrowing, narrowed_declarations
from vigie.incidents.selectors.threads import has_news

# Steps from one realm to the next by the index: there are few among many rows.
REALMS = """
WITH RECURSIVE present(realm) AS (
    SELECT MIN(realm) FROM declarations_declaration
    UNION ALL
    SELECT (SELECT MIN(d.realm) FROM declarations_declaration d WHERE d.realm > present.realm)
    FROM present WHERE present.realm IS NOT NULL
)
SELECT realm FROM present WHERE realm IS NOT NULL
"""


def to_triage(realm: str, narrowing: Narrowing = EVERYTHING) -> QuerySet[Declaration]:
    """Return what waits to be taken: the gravest, then the latest, then the oldest first."""
    return narrowed_declarations(_waiting(), realm, narrowing)


@once_a_thread
def _waiting() -> QuerySet[Declaration]:
    return Declaration.objects.filter(taken_at=None).order_by(*STANDING)


@once_a_thread
def listed_declarations() -> QuerySet[Declaration]:
    """Return all declarations, each with whether it holds what nobody of the desk has opened.

    A message (`has_news`), a further report (`has_new_report`), a file (`has_new_file`).
    """
    return Declaration.objects.annotate(has_news=has_news(), **additions_to_declaration())


def newest_declaration(realm: str) -> uuid.UUID | None:
    """Return the key of what came last: whatever comes from now on has a greater one."""
    found = Declaration.objects.filter(realm=realm).order_by("-id").values_list("pk", flat=True)
    return found.first()


def declared(user: User, realm: str) -> QuerySet[Declaration]:
    """Return the declarations that concern this person, newest first, with their case if any."""
    found = with_case(access.visible_declarations(user)).filter(realm=realm)
    return found.order_by("-received_at", "-id")


def declaration(user: User, reference: str) -> Declaration:
    """Return a declaration that this person may see, or raise Declaration.DoesNotExist."""
    return with_case(access.visible_declarations(user)).get(reference=reference)


def with_case(declarations: QuerySet[Declaration]) -> QuerySet[Declaration]:
    """Say of each declaration which case it is in, and how that was qualified."""
    return declarations.select_related(
        "incident_link__incident__qualification", "incident_link__taken_by"
    )


def deadlines(declaration: Declaration, *, told: Told) -> list[Deadline]:
    """Return what a declarant owes to whom by when, the soonest first.

    `told`: when each authority was told, as far as the declarant's words were opened.
    """
    clocks = Clock.objects.filter(receipt__declaration_id=declaration.pk).order_by("id")
    reports = [(report.stage, report.submitted_at) for report in declaration.reports.all()]
    return deadlines_of(list(clocks), reports=reports, told=told)


def realms() -> list[str]:
    """Return the realms that hold declarations, in alphabetical order."""
    with connection.cursor() as cursor:
        cursor.execute(REALMS)
        return [realm for (realm,) in cursor.fetchall()]
