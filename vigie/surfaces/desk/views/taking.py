"""From the queue into a case."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.incidents import services
from vigie.surfaces.desk.facts import moment
from vigie.surfaces.desk.fetching import visible_declaration
from vigie.surfaces.desk.forms.joining import JoinForm
from vigie.surfaces.desk.posting import posted_from
from vigie.surfaces.desk.views.declarations import declaration_page


@posted_from("desk:declaration")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def take(request: SignedInRequest, reference: str) -> HttpResponse:
    """Open a case for a declaration."""
    declaration = visible_declaration(request, reference)
    try:
        incident = services.take(declaration.pk, actor=request.user)
    except services.AlreadyTaken as refusal:
        return tell_who_was_faster(request, refusal)
    messages.success(request, _("You lead this case. The declarant is told that it is in hand."))
    return redirect("desk:case", incident.reference)


@posted_from("desk:declaration")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def join(request: SignedInRequest, reference: str) -> HttpResponse:
    """Add a declaration to an open case."""
    declaration = visible_declaration(request, reference)
    form = JoinForm(request.user, declaration, request.POST)
    if not form.is_valid():
        return declaration_page(request, declaration, status=422, form=form)
    incident = form.incident
    try:
        services.take_into(incident, declaration.pk, actor=request.user)
    except services.AlreadyTaken as refusal:
        return tell_who_was_faster(request, refusal)
    except services.CaseMerged:
        messages.warning(
            request, _("This case was merged into another a moment ago: add it to that one.")
        )
        return redirect("desk:declaration", declaration.reference)
    except services.CaseClosed:
        messages.warning(
            request, _("This case was closed a moment ago: reopen it, or open another.")
        )
    return redirect("desk:case", incident.reference)


def tell_who_was_faster(request: SignedInRequest, refusal: services.AlreadyTaken) -> HttpResponse:
    """Lead to the case that has the declaration already, and say whose it is."""
    link = refusal.link
    text = _("%(person)s has taken this declaration already: %(moment)s.") % {
        "person": link.taken_by or _("Vigie"),
        "moment": moment(link.taken_at),
    }
    messages.warning(request, text)
    return redirect("desk:case", link.incident.reference)
