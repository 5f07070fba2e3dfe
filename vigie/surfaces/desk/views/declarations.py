"""What was declared."""

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.counts import bounded_counts
from vigie.declarations.models import Declaration
from vigie.declarations.selectors import NO_MESSAGE, attachments_of, thread_summaries
from vigie.declarations.services import OpenedMessage
from vigie.declarations.services.unsealing import OpenedSection
from vigie.incidents import access, selectors, services
from vigie.surfaces.desk import facts
from vigie.surfaces.desk.deadlines import deadline_rows, has_request
from vigie.surfaces.desk.fetching import visible_declaration
from vigie.surfaces.desk.files import desk_files
from vigie.surfaces.desk.forms.grouping import ChoiceOfDeclarationsForm
from vigie.surfaces.desk.forms.joining import JoinForm
from vigie.surfaces.desk.forms.requesting import RequestReportForm
from vigie.surfaces.desk.listing import moments_page, page_of
from vigie.surfaces.desk.posting import posted_from
from vigie.surfaces.desk.realms import realm_choice
from vigie.surfaces.desk.sealed import readable, told_authorities
from vigie.surfaces.desk.suggesting import MOST_SHOWN

# Deeds that the page shows of the history, unless all are asked for.
LAST_DEEDS = 30
# Of the cases found alike, those that stand first in the choice of a case.
MOST_SUGGESTED = 20


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def declarations(request: SignedInRequest) -> HttpResponse:
    """List the declarations that concern this person."""
    realms = realm_choice(request)
    found = selectors.declared(request.user, realms.shown)
    context = {
        "realm": realms.shown,
        "realms": realms,
        "page": page_of(request, found),
        "count": bounded_counts({"found": found})["found"],
    }
    return render(request, "desk/declarations.html", context)


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def declaration(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show a declaration; what was sealed stays so."""
    return declaration_page(request, visible_declaration(request, reference))


@posted_from("desk:declaration")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def sealed(request: SignedInRequest, reference: str) -> HttpResponse:
    """Open what was sealed, on this one answer, and journal who did."""
    shown = visible_declaration(request, reference)
    if not access.can_open_sealed(request.user, shown):
        raise PermissionDenied
    opened = services.open_reports(shown.pk, actor=request.user)
    return declaration_page(request, shown, opened=opened)


def declaration_page(  # noqa: PLR0913 - each is what one answer alone shows
    request: SignedInRequest,
    shown: Declaration,
    *,
    status: int = 200,
    opened: list[OpenedSection] | None = None,
    thread: Sequence[OpenedMessage] | None = None,
    form: JoinForm | ChoiceOfDeclarationsForm | RequestReportForm | None = None,
) -> HttpResponse:
    """Show the page of a declaration.

    `opened`, `thread`: what was unsealed for this one answer; a form given is one to be corrected.
    """
    handles = access.can_handle(request.user)
    said = facts.rows(facts.current(shown))
    link = getattr(shown, "incident_link", None)
    deadlines = selectors.deadlines(shown, told=told_authorities(opened or []))
    asks = handles and link is not None and link.incident.closed_at is None
    asking = RequestReportForm() if asks else None
    context = {
        "declaration": shown,
        "realm": shown.realm,
        "handles": handles,
        "link": link,
        "structure": facts.structure_rows(shown),
        "answered": [(question, answer) for question, answer in said if answer],
        "unanswered": [question for question, answer in said if not answer],
        "unopened": selectors.unopened([shown.pk]),
        "stages": list(facts.stages(shown.reports.all())),
        "opened": None if opened is None else readable(opened),
        "deadlines": deadlines,
        "deadline_rows": deadline_rows(deadlines, handles=handles),
        "requested": has_request(deadlines),
        "request_form": form if isinstance(form, RequestReportForm) else asking,
        "files": desk_files(attachments_of([shown.pk])) if handles else (),
        **(history(request, shown) if handles else {}),
        "thread": thread,
        "summary": thread_summaries([shown.pk]).get(shown.pk, NO_MESSAGE),
        "form": form,
        **(waiting(request, shown, form) if handles and shown.taken_at is None else {}),
        "typed_form": "request-report" if isinstance(form, RequestReportForm) else "",
    }
    return render(request, "desk/declaration.html", context, status=status)


def history(request: SignedInRequest, shown: Declaration) -> dict[str, object]:
    """Return the last deeds and where the others are; by pages where the address asks for all."""
    if request.GET.get("history") == "all":
        page = moments_page(request, [selectors.deed_entries([shown])])
        return {"history": selectors.deeds_told(page.rows, [shown]), "history_page": page}
    recent = selectors.recent_history([shown], LAST_DEEDS)
    whole = f"{reverse('desk:declaration', args=[shown.reference])}?history=all#history"
    return {"history": recent.deeds, "whole_history": whole if recent.more else ""}


def waiting(request: SignedInRequest, shown: Declaration, form: object) -> dict[str, object]:
    """Return the cases and the waiting declarations that may tell the same incident.

    With what was judged not to, and the choice of a case to add it to; `form`: one to be corrected.
    """
    cases_alike = selectors.cases_like(shown)[:MOST_SHOWN]
    joining = form if isinstance(form, JoinForm) else JoinForm(request.user, shown)
    found = [each.incident for each in cases_alike[:MOST_SUGGESTED] if each.incident]
    return {
        "cases_alike": cases_alike,
        "waiting_alike": selectors.waiting_like(shown)[:MOST_SHOWN],
        "join_form": joining.offer(found),
        "set_aside": selectors.set_aside_of(request.user, shown),
    }
