"""Declaring an incident: one page, no account, no script, nothing typed ever lost."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods

from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.declarations import services
from vigie.declarations.models import Receipt
from vigie.declarations.services import Submission
from vigie.surfaces.intake import sent_again, submissions
from vigie.surfaces.intake.forms import DeclareForms
from vigie.surfaces.portal import receipt_cookie
from vigie.surfaces.portal.forms import KeptCodeForm
from vigie.surfaces.portal.opening import opened_by
from vigie.surfaces.portal.receipt_cookie import HeldReceipt, refuses_cookies
from vigie.surfaces.portal.views.receipt import receipt_page
from vigie.taxonomy.codes import DeclarationNature

CODE_REPLACED = _(
    "This form had been received already, and its receipt code was replaced since. Follow your "
    "declaration with the new code."
)
CHANGES_ADDED = _(
    "This form had already been received. What you changed since has been added to it."
)


def declare_again(request: HttpRequest) -> HttpResponse:
    """Show what was typed, to be sent once more: see `vigie.core.stale_form`."""
    return declare_page(request, DeclareForms.shown_again(request.POST).with_new_code())


@audience(Audience.ANYONE)
@keeps_typed(declare_again)
@require_http_methods(["GET", "HEAD", "POST"])
# Each page carries a secret of its own: no shared cache may keep it. The browser may, so that
# its Back button gives back a form half filled in.
@cache_control(private=True, no_cache=True)
def declare(request: HttpRequest) -> HttpResponse:
    """Ask, search the directory as often as wanted, then receive.

    Declaring is never slowed nor counted by visitor: in a crisis a whole region may declare
    through one address.
    """
    if request.method != "POST":
        return declare_page(request, DeclareForms(initial={"nature": nature_in(request)}))
    if "search" in request.POST:
        return declare_page(request, DeclareForms.shown_again(request.POST))
    page = DeclareForms(request.POST)
    if not page.is_valid():
        return declare_page(request, page, status=422)
    submission = submissions.submission(page)
    if repeated := held_and_said_again(request, submission):
        return show_receipt(request, repeated)
    now = timezone.now()
    receipt = services.receive(
        submission, code=page.code, realm=settings.VIGIE_INTAKE_REALM, received_at=now
    )
    if receipt.received_at != now:
        return sent_before(request, receipt, page.code, submission)
    return show_receipt(request, HeldReceipt(receipt.reference, page.code, just_declared=True))


def held_and_said_again(request: HttpRequest, submission: Submission) -> HeldReceipt | None:
    """Return what the browser holds when this says it again word for word.

    Some browsers fetch a new form, hence a new code, behind the Back button.
    """
    held = receipt_cookie.held(request)
    opened = opened_by(held)
    return held if opened and services.says_the_same(opened, submission) else None


def nature_in(request: HttpRequest) -> str:
    """Return the nature that the guide led to, else the usual one."""
    nature = request.GET.get("nature", "")
    return nature if nature in set(DeclarationNature) else DeclarationNature.MANDATORY


def sent_before(
    request: HttpRequest, receipt: Receipt, code: str, submission: Submission
) -> HttpResponse:
    """Answer a form that has been received already: the same receipt, nothing twice."""
    first = sent_again.open_first(receipt, code)
    if first is None:
        messages.info(request, CODE_REPLACED)
        return redirect("portal:follow")
    if services.names_another_structure(first, submission):
        page = DeclareForms.shown_again(request.POST).with_new_code()
        return declare_page(request, page, status=409, declared=first)
    if sent_again.add_what_changed(first, submission):
        messages.info(request, CHANGES_ADDED)
    held = HeldReceipt(receipt.reference, code, just_declared=True)
    return show_receipt(request, held)


def show_receipt(request: HttpRequest, held: HeldReceipt) -> HttpResponse:
    """Send the browser to its receipt; one that refuses cookies is answered with it at once."""
    opened = opened_by(held)
    if opened and refuses_cookies(request):
        return receipt_page(request, held, opened, KeptCodeForm())
    return receipt_cookie.keep(request, redirect("portal:receipt"), held)


def declare_page(
    request: HttpRequest, page: DeclareForms, status: int = 200, **context: object
) -> HttpResponse:
    """Render the page."""
    shown = {"form": page, "typed_form": "declare", **context}
    return render(request, "portal/declare.html", shown, status=status)
