"""Indicators of a case: listed with where else they were seen, marked, taken off, taken away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident
from vigie.surfaces.desk.fetching import visible_case
from vigie.surfaces.desk.forms.indicators import ExportForm, PickForm, SearchForm
from vigie.surfaces.desk.indicator_files import KINDS, as_file
from vigie.surfaces.desk.indicator_lines import Opened, lines
from vigie.surfaces.desk.posting import posted_from, tell_refused

ROWS = 100


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def indicators(request: SignedInRequest, reference: str) -> HttpResponse:
    """List the indicators of a case."""
    return indicators_page(request, visible_case(request, reference))


@posted_from("desk:indicators")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def open_said(request: SignedInRequest, reference: str) -> HttpResponse:
    """Open what is said of them, on this one answer, and journal who did."""
    incident = visible_case(request, reference)
    try:
        opened = services.open_comments(incident, actor=request.user)
    except services.CannotOpen:
        raise PermissionDenied from None
    return indicators_page(request, incident, opened=opened)


def indicators_page(  # noqa: PLR0913 - each is one thing that the page may show
    request: SignedInRequest,
    incident: Incident,
    *,
    opened: Opened | None = None,
    search: SearchForm | None = None,
    pick: PickForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the page of the indicators of a case."""
    found = selectors.indicators_of(incident)
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    shown = list(page)
    digests = [each.digest for each in shown]
    elsewhere = selectors.seen_elsewhere(request.user, incident, digests)
    commented = selectors.comments_of(incident).filter(digest__in=digests)
    said = set(commented.values_list("digest", flat=True))
    shown_lines = lines(shown, elsewhere, said=said, opened=opened)
    context = {
        "incident": incident,
        "realm": incident.realm,
        "page": page,
        "lines": shown_lines,
        "sealed_comments": any(line.sealed for line in shown_lines),
        "form": search or pick,
        "search_form": search or SearchForm(),
        "typed_form": "finding",
        "pick_form": pick or PickForm(incident),
        "export_form": ExportForm(),
    }
    return render(request, "desk/indicators.html", context, status=status)


@posted_from("desk:indicators")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def change(request: SignedInRequest, reference: str) -> HttpResponse:
    """Mark chosen indicators anew, or take them off."""
    incident = visible_case(request, reference)
    form = PickForm(incident, request.POST)
    if not form.is_valid():
        return indicators_page(request, incident, pick=form, status=422)
    keys = [each.pk for each in form.cleaned_data["pick"]]
    try:
        if "remove" in request.POST:
            number = services.remove_indicators(incident, keys, actor=request.user)
            text = ngettext("%(count)s indicator removed.", "%(count)s indicators removed.", number)
        else:
            tlp, pap = form.cleaned_data["tlp"], form.cleaned_data["pap"]
            number = services.mark_indicators(incident, keys, tlp=tlp, pap=pap, actor=request.user)
            text = ngettext("%(count)s indicator marked.", "%(count)s indicators marked.", number)
    except services.CaseClosed as refusal:
        tell_refused(
            request, refusal, _("This case is closed: reopen it to change its indicators.")
        )
    else:
        messages.success(request, text % {"count": number})
    return redirect("desk:indicators", incident.reference)


@posted_from("desk:indicators")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def export(request: SignedInRequest, reference: str) -> HttpResponse:
    """Hand over the indicators as a file, and journal who took it."""
    incident = visible_case(request, reference)
    form = ExportForm(request.POST)
    if not form.is_valid():
        return redirect("desk:indicators", incident.reference)
    at_most, ending = form.cleaned_data["tlp_at_most"], form.cleaned_data["format"]
    taken = list(selectors.indicators_of(incident, tlp_at_most=at_most))
    services.record_export(incident, number=len(taken), actor=request.user)
    name = f"{incident.reference}-indicators.{ending}"
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store, private",
    }
    content = as_file(incident, taken, ending)
    return HttpResponse(content, content_type=KINDS[ending], headers=headers)
