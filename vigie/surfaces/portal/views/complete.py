"""Completing a declaration: a further report, beside the first and never over it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.declarations import services
from vigie.declarations.selectors import OpenedReceipt
from vigie.surfaces.intake import submissions
from vigie.surfaces.intake.forms import CompleteForms
from vigie.surfaces.intake.rules import NOTHING_NEW
from vigie.surfaces.portal import receipt_cookie
from vigie.surfaces.portal.forms import FollowForm
from vigie.surfaces.portal.opening import open_named, opened_by
from vigie.surfaces.portal.reading import Reading
from vigie.surfaces.portal.views.follow import refused

ADDED = _("Your complement has been received. It stands below, with its time.")
MEANWHILE = _(
    "Somebody else has completed this declaration meanwhile, and its times do not go with yours. "
    "Open the declaration in another tab, then correct the times here."
)


def complete_again(request: HttpRequest) -> HttpResponse:
    """Show what was typed, to be sent once more."""
    return complete_page(request, CompleteForms.shown_again(request.POST))


@audience(Audience.CODE_HOLDER)
@keeps_typed(complete_again)
@require_http_methods(["GET", "HEAD", "POST"])
def complete(request: HttpRequest) -> HttpResponse:
    """Ask for what is known better now, then add it as a further report."""
    if request.method != "POST":
        return begin(request)
    page = CompleteForms(request.POST)
    found = open_named(request, page.completes)
    if isinstance(found, FollowForm):
        return refused(complete_page(request, page, found), found)
    held, opened = found
    if is_sound(page, opened):
        add(page, opened)
        messages.success(request, ADDED)
        response: HttpResponse = redirect("portal:declaration")
    else:
        response = complete_page(request, page)
        response.status_code = 422
    return receipt_cookie.keep(request, response, held)


def begin(request: HttpRequest) -> HttpResponse:
    """Show the answers of the latest report, in the zone by which the structure lives."""
    held = receipt_cookie.held(request)
    opened = opened_by(held)
    if held is None or opened is None:
        return redirect("portal:follow")
    zone = Reading(opened).zone
    with timezone.override(zone):
        response = complete_page(request, CompleteForms.about(opened, zone))
    return receipt_cookie.keep(request, response, held)


def is_sound(page: CompleteForms, opened: OpenedReceipt) -> bool:
    """Tell whether the page may be added, having said at its fields why not."""
    if not page.is_valid():
        return False
    complement = submissions.complement(page, opened)
    before, after = page.facts_begun_with(opened), submissions.said(page, opened)
    if not submissions.in_order(complement.facts):
        page.course.add_error("started_at", MEANWHILE)
    if submissions.says_nothing(complement, before, after):
        page.words.add_error("narrative", NOTHING_NEW)
    return page.is_valid()


def add(page: CompleteForms, opened: OpenedReceipt) -> None:
    """Add the report; the same page sent twice adds one."""
    complement = submissions.complement(page, opened)
    services.complete(
        opened.receipt,
        complement,
        form_nonce=submissions.fingerprint(
            page.nonce, submissions.said(page, opened), complement.sections()
        ),
        structure_kind=opened.structure_kind,
    )


def complete_page(
    request: HttpRequest, page: CompleteForms, reopening: FollowForm | None = None
) -> HttpResponse:
    """Render the page; `reopening` asks again for the code."""
    shown = {"form": page, "typed_form": "complete", "reopening": reopening}
    return render(request, "portal/complete.html", shown)
