"""Asking a declarant for an intermediate report."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.declarations import services as declarations
from vigie.incidents import services
from vigie.surfaces.desk.fetching import visible_declaration
from vigie.surfaces.desk.forms.requesting import RequestReportForm
from vigie.surfaces.desk.posting import posted_from
from vigie.surfaces.desk.views.declarations import declaration_page


def request_shown_again(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show the declaration with the request as it was typed, not sent."""
    form = RequestReportForm.unchecked(request.POST)
    return declaration_page(request, visible_declaration(request, reference), form=form)


@posted_from("desk:declaration")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
@keeps_typed(request_shown_again)
def request_report(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask for an intermediate report: its clock starts, the declarant is written to."""
    declaration = visible_declaration(request, reference)
    link = getattr(declaration, "incident_link", None)
    if link is None:
        raise Http404
    form = RequestReportForm(request.POST)
    if not form.is_valid():
        return declaration_page(request, declaration, status=422, form=form)
    try:
        services.ask_for_report(
            declaration,
            link.incident,
            words=form.cleaned_data["words"],
            within=form.within,
            actor=request.user,
        )
    except (declarations.AlreadyRequested, declarations.NobodyToAsk, services.CaseClosed) as no:
        form.add_error(None, why_not(no))
        return declaration_page(request, declaration, status=409, form=form)
    messages.success(request, _("Report asked for. The declarant is told by a message."))
    return redirect("desk:declaration", declaration.reference)


@posted_from("desk:declaration")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def cancel_request(request: SignedInRequest, reference: str) -> HttpResponse:
    """Ask no more for the intermediate report."""
    declaration = visible_declaration(request, reference)
    actor = services.journal_name(request.user)
    try:
        declarations.cancel_request(declaration, actor=actor, at=timezone.now())
        messages.success(request, _("The report is no longer asked for."))
    except declarations.NotRequested:
        messages.info(request, _("No report is asked for: it came, or somebody was faster."))
    return redirect("desk:declaration", declaration.reference)


def why_not(refusal: Exception) -> str:
    """Return why nobody was asked."""
    if isinstance(refusal, declarations.AlreadyRequested):
        return _("An intermediate report is asked for already, and has not come yet.")
    if isinstance(refusal, declarations.NobodyToAsk):
        return _("This declaration comes from a history: nobody follows it on the portal.")
    return _("This case is closed: reopen it first.")
