"""The receipt: what was received, the code to keep, what is owed and to whom."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.declarations.selectors import OpenedReceipt
from vigie.surfaces.portal import receipt_cookie
from vigie.surfaces.portal.forms import KeptCodeForm
from vigie.surfaces.portal.opening import opened_by
from vigie.surfaces.portal.reading import Reading
from vigie.surfaces.portal.receipt_cookie import HeldReceipt
from vigie.surfaces.portal.receipt_pdf import receipt_pdf

# Clears what the browser itself keeps of the pages that were open: the next person at this
# computer must not find them with the Back button.
FORGET_PAGES = '"cache"'


def receipt_again(request: HttpRequest) -> HttpResponse:
    """Show the receipt without checking what was typed."""
    return receipt_held(request, None)


@audience(Audience.CODE_HOLDER)
@keeps_typed(receipt_again)
@require_http_methods(["GET", "HEAD", "POST"])
def receipt(request: HttpRequest) -> HttpResponse:
    """Show the receipt; on POST, say whether the code typed again is the one to keep."""
    return receipt_held(request, request.POST if request.method == "POST" else None)


def receipt_held(request: HttpRequest, typed: Mapping[str, Any] | None) -> HttpResponse:
    """Show the receipt that the browser holds, else ask for reference and code."""
    held = receipt_cookie.held(request)
    opened = opened_by(held)
    if held is None or opened is None:
        return redirect("portal:follow")
    return receipt_page(request, held, opened, KeptCodeForm(typed, code=held.code))


def receipt_page(
    request: HttpRequest, held: HeldReceipt, opened: OpenedReceipt, form: KeptCodeForm
) -> HttpResponse:
    """Render the receipt, and let the browser come back to it for a while."""
    kept = form.is_valid()
    shown = {
        "held": held,
        "reading": Reading(opened),
        "form": form,
        "kept": kept,
        "refuses_cookies": receipt_cookie.refuses_cookies(request),
    }
    page = render(request, "portal/receipt.html", shown, status=422 if form.errors else 200)
    return receipt_cookie.keep(request, page, held)


@audience(Audience.CODE_HOLDER)
@require_http_methods(["GET", "HEAD"])
def pdf(request: HttpRequest) -> HttpResponse:
    """Give the receipt as a document to keep."""
    held = receipt_cookie.held(request)
    opened = opened_by(held)
    if held is None or opened is None:
        return redirect("portal:follow")
    response = HttpResponse(receipt_pdf(held, Reading(opened)), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{held.reference}.pdf"'
    return receipt_cookie.keep(request, response, held)


@audience(Audience.ANYONE)
@require_POST
def leave(_request: HttpRequest) -> HttpResponse:
    """Close the declaration in this browser."""
    response = redirect("portal:closed")
    response["Clear-Site-Data"] = FORGET_PAGES
    return receipt_cookie.forget(response)


@audience(Audience.ANYONE)
@require_http_methods(["GET", "HEAD"])
def closed(request: HttpRequest) -> HttpResponse:
    """Say that the declaration is closed in this browser, and how to come back."""
    return render(request, "portal/closed.html")
