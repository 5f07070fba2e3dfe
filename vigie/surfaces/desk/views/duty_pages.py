"""Pages of the duty and drills: who was called, who answered, after how long."""

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.incidents import access
from vigie.incidents.models import DutyPage
from vigie.incidents.selectors import duty as selectors
from vigie.incidents.services import duty
from vigie.surfaces.desk.facts import moment
from vigie.surfaces.desk.posting import posted_from

ROWS = 50


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def pages(request: SignedInRequest) -> HttpResponse:
    """List real pages and drills, and how fast they were answered."""
    realm, now = settings.VIGIE_INTAKE_REALM, timezone.now()
    context = {
        "realm": realm,
        "page": Paginator(selectors.pages(realm), ROWS).get_page(request.GET.get("page")),
        "real": selectors.delays(realm, drills=False, at=now),
        "drills": selectors.delays(realm, drills=True, at=now),
        "leads": access.can_lead_duty(request.user),
    }
    return render(request, "desk/duty_pages.html", context)


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def page(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show one page, every message of it, and the button that answers it."""
    shown = known_page(reference)
    context = {
        "realm": shown.realm,
        "shown": shown,
        "attempts": selectors.attempts_of(shown),
        "leads": access.can_lead_duty(request.user),
    }
    return render(request, "desk/duty_page.html", context)


@posted_from("desk:duty_page")
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def acknowledge(request: SignedInRequest, reference: str) -> HttpResponse:
    """Answer a page."""
    shown = known_page(reference)
    try:
        duty.acknowledge(shown, actor=request.user)
        messages.success(request, _("You have answered this page. The others are told."))
    except duty.AlreadyAcknowledged as refusal:
        messages.warning(request, who_was_faster(refusal))
    except duty.PageOver:
        messages.info(request, _("This drill is over: there is nothing to answer."))
    return redirect("desk:duty_page", reference)


@posted_from("desk:duty_pages")
@audience(Audience.DUTY_LEAD)
def drill(request: SignedInRequest) -> HttpResponse:
    """Launch a drill."""
    try:
        started = duty.start_drill(actor=request.user)
    except duty.NobodyOnDuty:
        messages.error(request, _("Nobody is on duty now: a drill would wake nobody."))
    except duty.DrillUnderWay:
        messages.info(request, _("A drill is under way already."))
    else:
        messages.success(request, _("The drill has begun: those on duty are being called."))
        return redirect("desk:duty_page", started.reference)
    return redirect("desk:duty_pages")


@posted_from("desk:duty_page")
@audience(Audience.DUTY_LEAD)
def call_off(request: SignedInRequest, reference: str) -> HttpResponse:
    """Stop a drill."""
    try:
        duty.call_off(known_page(reference), actor=request.user)
        messages.success(request, _("The drill is called off."))
    except duty.AlreadyAcknowledged as refusal:
        messages.info(request, who_was_faster(refusal))
    except duty.PageOver:
        messages.info(request, _("This drill is over already."))
    return redirect("desk:duty_page", reference)


def known_page(reference: str) -> DutyPage:
    """Return a page of this instance, or answer 404."""
    try:
        return selectors.page(reference)
    except DutyPage.DoesNotExist:
        raise Http404 from None


def who_was_faster(refusal: duty.AlreadyAcknowledged) -> str:
    """Return the words for who answered before."""
    answered = refusal.page
    assert answered.acknowledged_at is not None  # noqa: S101 - by construction
    return _("%(person)s has answered this page already: %(moment)s.") % {
        "person": answered.acknowledged_by or _("Vigie"),
        "moment": moment(answered.acknowledged_at),
    }
