"""The part with tokens: incidents, their support and their indicators, read by programs."""

from typing import Annotated, Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query

from vigie.accounts.enums import Scope
from vigie.core import journal, keyset, references
from vigie.core.audience import Audience, audience
from vigie.incidents import selectors
from vigie.incidents.models import Incident
from vigie.incidents.selectors import ListedCase
from vigie.surfaces.api.desk import told
from vigie.surfaces.api.desk.bearer import bearer_of, needs
from vigie.surfaces.api.service import Refusal, VigieAPI, problems

PAGE = 100
INCIDENT_PREFIX = "INC"
# Indicators marked RED are for the eyes of who works on the case: no program is given them.
TLP_AT_MOST = "AMBER+STRICT"

api = VigieAPI(
    title="Vigie: reading incidents",
    version="1",
    urls_namespace="api_desk",
    description=(
        "Incidents, support and indicators, for programs with a token: `Authorization: Bearer`. "
        "Nothing that is sealed is told. Each read is written in the journal."
    ),
)

Row = TypeVar("Row", bound=Model)
Cursor = Annotated[
    str, Query(max_length=keyset.LONGEST_CURSOR, description="`next` of the page before.")
]


@api.get(
    "/incidents",
    response={200: told.Incidents, **problems(401, 403, 422)},
    summary="List incidents",
    **needs(Scope.INCIDENTS),
)
@audience(Audience.TOKEN_HOLDER)
def list_incidents(request: HttpRequest, cursor: Cursor = "") -> Any:
    """Give a page of the incidents, in the order in which they were opened."""
    page = page_of(visible_cases(request), cursor)
    note(request, "token.incidents_listed")
    return told.Incidents(
        incidents=[told.IncidentTold.of(case) for case in page.rows], next=page.later
    )


@api.get(
    "/incidents/{reference}",
    response={200: told.IncidentTold, **problems(401, 403, 404)},
    summary="Read an incident",
    **needs(Scope.INCIDENTS),
)
@audience(Audience.TOKEN_HOLDER)
def read_incident(request: HttpRequest, reference: str) -> Any:
    """Give one incident."""
    case = case_of(request, reference)
    note(request, "token.incident_read", case)
    return told.IncidentTold.of(case)


@api.get(
    "/incidents/{reference}/support",
    response={200: told.Support, **problems(401, 403, 404)},
    summary="Read the support of an incident",
    **needs(Scope.SUPPORT),
)
@audience(Audience.TOKEN_HOLDER)
def read_support(request: HttpRequest, reference: str) -> Any:
    """Give the requests for support of an incident, and where each stands."""
    case = case_of(request, reference)
    note(request, "token.support_read", case)
    return told.Support(support=[told.SupportTold.of(each) for each in selectors.support_of(case)])


@api.get(
    "/incidents/{reference}/indicators",
    response={200: told.Indicators, **problems(401, 403, 404, 422)},
    summary="Read the indicators of an incident",
    **needs(Scope.INDICATORS),
)
@audience(Audience.TOKEN_HOLDER)
def read_indicators(request: HttpRequest, reference: str, cursor: Cursor = "") -> Any:
    """Give a page of the indicators of an incident, but those marked TLP:RED."""
    case = case_of(request, reference)
    kept = selectors.indicators_of(case, tlp_at_most=TLP_AT_MOST).order_by("id")
    page = page_of(kept, cursor)
    note(request, "token.indicators_read", case)
    return told.Indicators(
        indicators=[told.IndicatorTold.of(each) for each in page.rows], next=page.later
    )


def visible_cases(request: HttpRequest) -> QuerySet[ListedCase]:
    """Return the cases that the token's owner may see, of the token's realm."""
    token = bearer_of(request)
    return selectors.cases_by_age(token.owner, token.realm)


def case_of(request: HttpRequest, reference: str) -> ListedCase:
    """Return a case that the token reaches, or raise Refusal."""
    try:
        return visible_cases(request).get(
            reference=references.normalise(reference, INCIDENT_PREFIX)
        )
    except (references.MalformedReference, Incident.DoesNotExist):
        raise Refusal(404) from None


def page_of(rows: QuerySet[Row], cursor: str) -> keyset.Page[Row]:
    """Return the page that a cursor leads to; one that is not of this list is refused."""
    page = keyset.page(rows, size=PAGE, after=cursor)
    if cursor and not page.earlier:
        words = _("This is not a cursor of this list. Begin again without one.")
        raise Refusal(422, words, parameter="cursor")
    return page


def note(request: HttpRequest, action: str, incident: Incident | None = None) -> None:
    """Write in the journal what a token was given."""
    token = bearer_of(request)
    touched = {"incident": str(incident.pk)} if incident else {}
    journal.record(action, actor=f"token:{token.pk}", account=str(token.owner_id), **touched)
