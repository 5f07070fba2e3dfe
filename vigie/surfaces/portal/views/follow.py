"""Following a declaration: reference and code in, what was said and what is owed out."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.declarations import selectors
from vigie.declarations.selectors import OpenedReceipt
from vigie.declarations.services import ARCHIVE_PASSWORD
from vigie.surfaces.portal import receipt_cookie
from vigie.surfaces.portal.forms import FollowForm
from vigie.surfaces.portal.opening import open_typed, opened_by
from vigie.surfaces.portal.reading import Reading
from vigie.surfaces.portal.receipt_cookie import HeldReceipt, refuses_cookies
from vigie.surfaces.portal.sent_files import readable


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
    opened = open_typed(request, form)
    if opened is None:
        return refused(follow_page(request, form), form)
    held = HeldReceipt(form.cleaned_data["reference"], form.cleaned_data["code"])
    if refuses_cookies(request):
        return declaration_page(request, held, opened)
    return receipt_cookie.keep(request, redirect("portal:declaration"), held)


def refused(response: HttpResponse, form: FollowForm) -> HttpResponse:
    """Give a page that refuses `form` the status that says why."""
    response.status_code = 429 if form.must_wait else 422
    if form.must_wait:
        response["Retry-After"] = str(form.must_wait)
    return response


def follow_page(request: HttpRequest, form: FollowForm) -> HttpResponse:
    """Render the form."""
    return render(request, "portal/follow.html", {"form": form, "typed_form": "follow"})


@audience(Audience.CODE_HOLDER)
@require_http_methods(["GET", "HEAD"])
def declaration(request: HttpRequest) -> HttpResponse:
    """Show what was declared, where it stands and what is still owed."""
    held = receipt_cookie.held(request)
    opened = opened_by(held)
    if held is None or opened is None:
        return redirect("portal:follow")
    return declaration_page(request, held, opened)


def declaration_page(
    request: HttpRequest, held: HeldReceipt, opened: OpenedReceipt
) -> HttpResponse:
    """Render the declaration, and let the browser come back to it for a while."""
    reading = Reading(opened)
    files = readable(selectors.declarants_files(opened.receipt, held.code), reading.moment)
    shown = {"reading": reading, "files": files, "password": ARCHIVE_PASSWORD}
    page = render(request, "portal/declaration.html", shown)
    return receipt_cookie.keep(request, page, held)
