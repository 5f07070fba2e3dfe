"""Support: on the page of a case, and all that structures wait for."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.incidents import access, selectors, services
from vigie.incidents.models import Incident, SupportRequest
from vigie.surfaces.desk.fetching import visible_case
from vigie.surfaces.desk.forms.support import OFFERED, MoveForm, OpenSupportForm, TimeForm
from vigie.surfaces.desk.posting import posted_from, tell_merged
from vigie.surfaces.desk.realms import realm_choice

ROWS = 50


@dataclass(frozen=True)
class Row:
    """A request with the forms that act on it."""

    request: SupportRequest
    move: MoveForm
    time: TimeForm


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def waiting(request: SignedInRequest) -> HttpResponse:
    """List the requests for support that are open, unanswered first."""
    realms = realm_choice(request)
    found = selectors.open_support_requests(request.user, realms.shown)
    context = {
        "realm": realms.shown,
        "realms": realms,
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
    }
    return render(request, "desk/support_waiting.html", context)


def support_again(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show what was typed, to be sent once more."""
    incident = visible_case(request, reference)
    return support_page(request, incident, open_form(request, incident, request.POST.dict()))


def open_form(
    request: SignedInRequest, incident: Incident, typed: Mapping[str, Any] | None = None
) -> OpenSupportForm:
    """Return the form that opens a support, with the structures that the address searches for."""
    return OpenSupportForm(incident, typed, structure=request.GET.get("structure", ""))


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
@keeps_typed(support_again)
def support(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show the support of a case, and open a request."""
    incident = visible_case(request, reference)
    if request.method != "POST":
        return support_page(request, incident)
    form = open_form(request, incident, request.POST)
    if not form.is_valid():
        return support_page(request, incident, form, status=422)
    try:
        services.open_support(
            incident,
            form.cleaned_data["declaration"].pk,
            form.cleaned_data["kind"],
            offered=form.cleaned_data["origin"] == OFFERED,
            actor=request.user,
        )
    except services.SupportOpen:
        form.add_error("kind", _("This support is open already for this structure."))
        return support_page(request, incident, form, status=409)
    except services.CaseMerged:
        tell_merged(request)
        return redirect("desk:support", incident.reference)
    except services.CaseClosed:
        form.add_error(None, _("This case was closed a moment ago: reopen it first."))
        return support_page(request, incident, form, status=409)
    messages.success(request, _("Support opened. The declarant sees it."))
    return redirect("desk:support", incident.reference)


@posted_from("desk:support", ["reference"])
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def move(request: SignedInRequest, reference: str, support_id: uuid.UUID) -> HttpResponse:
    """Take a request to its next step."""
    incident, asked = requested(request, reference, support_id)
    form = MoveForm(asked, request.POST)
    if not form.is_valid():
        return support_page(request, incident, faulty=form, at=asked, status=422)
    try:
        services.move_support(asked, form.move(), actor=request.user)
    except (services.StaleSupport, services.ImpossibleMove, services.SupportOpen):
        messages.warning(
            request, _("Somebody changed this support a moment ago. Nothing was done: look again.")
        )
    else:
        messages.success(request, _("Done. The declarant sees it."))
    return redirect("desk:support", incident.reference)


@posted_from("desk:support", ["reference"])
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def answered(request: SignedInRequest, reference: str, support_id: uuid.UUID) -> HttpResponse:
    """Note that the structure has had its first answer."""
    incident, asked = requested(request, reference, support_id)
    services.note_answer(asked, actor=request.user)
    messages.success(request, _("Noted: the structure has been answered."))
    return redirect("desk:support", incident.reference)


@posted_from("desk:support", ["reference"])
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def take_charge(request: SignedInRequest, reference: str, support_id: uuid.UUID) -> HttpResponse:
    """Take care of a request oneself."""
    incident, asked = requested(request, reference, support_id)
    services.assign_support(asked, request.user, actor=request.user)
    messages.success(request, _("You take care of this support."))
    return redirect("desk:support", incident.reference)


@posted_from("desk:support", ["reference"])
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def spend(request: SignedInRequest, reference: str, support_id: uuid.UUID) -> HttpResponse:
    """Record time spent."""
    incident, asked = requested(request, reference, support_id)
    form = TimeForm(asked, request.POST, myself=request.user, people=list(access.handlers()))
    if not form.is_valid():
        return support_page(request, incident, faulty=form, at=asked, status=422)
    services.spend_time(
        asked,
        person=form.person,
        minutes=form.minutes,
        on=form.cleaned_data["spent_on"],
        actor=request.user,
    )
    messages.success(request, _("Time recorded."))
    return redirect("desk:support", incident.reference)


@posted_from("desk:support", ["reference"])
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def void(
    request: SignedInRequest, reference: str, support_id: uuid.UUID, time_id: uuid.UUID
) -> HttpResponse:
    """Take back a time recorded by mistake."""
    incident, asked = requested(request, reference, support_id)
    services.void_time(get_object_or_404(asked.times, pk=time_id), actor=request.user)
    messages.success(request, _("This time is no longer counted."))
    return redirect("desk:support", incident.reference)


def requested(
    request: SignedInRequest, reference: str, support_id: uuid.UUID
) -> tuple[Incident, SupportRequest]:
    """Return a case and one of its requests, or answer 404."""
    incident = visible_case(request, reference)
    try:
        return incident, selectors.support_of(incident).get(pk=support_id)
    except SupportRequest.DoesNotExist:
        raise Http404 from None


def support_page(  # noqa: PLR0913 - each is one way in which the page is shown
    request: SignedInRequest,
    incident: Incident,
    form: OpenSupportForm | None = None,
    *,
    faulty: MoveForm | TimeForm | None = None,
    at: SupportRequest | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the support of a case; `faulty` is the form of the request `at` that was refused."""
    rows = []
    people = list(access.handlers())
    for asked in selectors.support_of(incident):
        here = faulty if at is not None and asked.pk == at.pk else None
        rows.append(
            Row(
                request=asked,
                move=here if isinstance(here, MoveForm) else MoveForm(asked),
                time=here
                if isinstance(here, TimeForm)
                else TimeForm(asked, myself=request.user, people=people),
            )
        )
    context = {
        "incident": incident,
        "realm": incident.realm,
        "rows": rows,
        "form": form or open_form(request, incident),
        "shown_errors": faulty or form,
        "typed_form": "support",
    }
    return render(request, "desk/support.html", context, status=status)
