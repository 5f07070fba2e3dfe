"""Following a declaration: reference and code in, what was said and what is owed out."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.surfaces.portal import receipt_cookie
from vigie.surfaces.portal.forms import FollowForm
from vigie.surfaces.portal.opening import opened_by, try_to_open, wait_before_opening
from vigie.surfaces.portal.reading import Reading
from vigie.surfaces.portal.receipt_cookie import HeldReceipt


def follow_again(request: HttpRequest) -> HttpResponse:
    """Show the form again; the code, a secret, is to be typed anew."""
    return follow_page(request, FollowForm.unchecked(request.POST))


@audience(Audience.ANYONE)
@keeps_typed(follow_again)
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Open a declaration, telling nothing of it when the code is wrong."""
    if request.method != "POST":
        return follow_page(request, FollowForm())
    form = FollowForm(request.POST)
    if not form.is_valid():
        return follow_page(request, form, status=422)
    reference, code = form.cleaned_data["reference"], form.cleaned_data["code"]
    if wait := wait_before_opening(request, reference):
        return slowed_down(request, form, wait)
    if not try_to_open(request, reference, code):
        form.add_error(None, _("Reference and code do not go together. Check both."))
        return follow_page(request, form, status=422)
    return receipt_cookie.keep(
        request, redirect("portal:declaration"), HeldReceipt(reference, code)
    )


def slowed_down(request: HttpRequest, form: FollowForm, wait: timedelta) -> HttpResponse:
    """Ask to wait, and keep the reference that was typed."""
    seconds = max(1, round(wait.total_seconds()))
    form.add_error(
        None,
        _("Too many wrong codes for this reference. Try again in %(seconds)d seconds.")
        % {"seconds": seconds},
    )
    response = follow_page(request, form, status=429)
    response["Retry-After"] = str(seconds)
    return response


def follow_page(request: HttpRequest, form: FollowForm, status: int = 200) -> HttpResponse:
    """Render the form."""
    return render(
        request, "portal/follow.html", {"form": form, "typed_form": "follow"}, status=status
    )


@audience(Audience.CODE_HOLDER)
@require_http_methods(["GET", "HEAD"])
def declaration(request: HttpRequest) -> HttpResponse:
    """Show what was declared, where it stands and what is still owed."""
    held = receipt_cookie.held(request)
    opened = opened_by(held)
    if held is None or opened is None:
        return redirect("portal:follow")
    page = render(request, "portal/declaration.html", {"reading": Reading(opened), "held": held})
    return receipt_cookie.keep(request, page, held)
