"""Declaring for somebody who calls, or who sent a form on paper; then reading the receipt out."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.ids import made_at
from vigie.core.stale_form import keeps_typed
from vigie.declarations import services
from vigie.declarations.models import Declaration, Receipt
from vigie.declarations.services import Submission, TypedBy
from vigie.incidents import selectors
from vigie.incidents.services import journal_name
from vigie.surfaces.desk import read_out
from vigie.surfaces.desk.deadlines import deadline_rows
from vigie.surfaces.desk.fetching import visible_declaration
from vigie.surfaces.desk.forms.calls import TypedForms
from vigie.surfaces.desk.realms import realm_of_intake
from vigie.surfaces.intake import sent_again, zones
from vigie.surfaces.intake.paper import blank_form_answer
from vigie.taxonomy.spelling import spelled

# A form that comes again within it was sent twice, by a double click or a bad connection.
SENT_TWICE = timedelta(seconds=read_out.LIFETIME)


def declare_again(request: SignedInRequest) -> HttpResponse:
    """Show what was typed, to be sent once more: see `vigie.core.stale_form`."""
    return declare_page(request, TypedForms.shown_again(request.POST).with_new_code())


@audience(Audience.ANALYST, Audience.DUTY_LEAD)
@keeps_typed(declare_again)
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: SignedInRequest) -> HttpResponse:
    """Ask what the portal asks, then receive: the same clocks start, the same is sealed."""
    if request.method != "POST":
        return declare_page(request, TypedForms())
    if "search" in request.POST:
        return declare_page(request, TypedForms.shown_again(request.POST))
    page = TypedForms(request.POST)
    if not page.is_valid():
        return declare_page(request, page, status=422)
    submission, received_at = page.submission(), page.arrived_at or timezone.now()
    before = services.received_before(page.code)
    receipt = services.receive(
        submission,
        code=page.code,
        realm=realm_of_intake(request),
        received_at=received_at,
        typed_by=typed_by(request, page),
    )
    if before or receipt.received_at != received_at:
        return sent_before(request, receipt, page.code, submission)
    return read_out.lead_to_page(request, receipt.reference, page.code)


def typed_by(request: SignedInRequest, page: TypedForms) -> TypedBy:
    """Return who types, and since when there was something to type."""
    actor = journal_name(request.user)
    return TypedBy(person=request.user.pk, actor=actor, arrived_at=page.arrived_at)


def sent_before(
    request: SignedInRequest, receipt: Receipt, code: str, submission: Submission
) -> HttpResponse:
    """Answer a form that has been received already: the same receipt, nothing twice."""
    first = sent_again.open_first(receipt, code)
    if first is None:
        return redirect("desk:read_out", receipt.reference)
    if services.names_another_structure(first, submission):
        page = TypedForms.shown_again(request.POST).with_new_code()
        return declare_page(request, page, status=409, declared=first)
    if sent_again.add_what_changed(first, submission, actor=journal_name(request.user)):
        messages.info(
            request,
            _("This form had already been received. What you changed since has been added to it."),
        )
    # Not since it arrived: on paper, that may be days ago.
    if timezone.now() - made_at(receipt.declaration_id) < SENT_TWICE:
        return read_out.lead_to_page(request, receipt.reference, code)
    return redirect("desk:read_out", receipt.reference)


def declare_page(
    request: SignedInRequest, page: TypedForms, status: int = 200, **context: object
) -> HttpResponse:
    """Render the page."""
    shown = {
        "form": page,
        "typed_form": "declare",
        "realm": realm_of_intake(request),
        **context,
    }
    return render(request, "desk/declare.html", shown, status=status)


@require_safe
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def blank_form(_request: SignedInRequest) -> HttpResponse:
    """Give the form on paper, to be sent to who asks for it."""
    return blank_form_answer()


@require_GET
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def read_receipt_out(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show what to say to the caller, in their language; the code once, and never again."""
    declaration = visible_declaration(request, reference)
    code = read_out.code_to_read(request, reference)
    if code:
        services.note_code_shown(declaration, actor=journal_name(request.user))
    return read_out.take_back(request, read_out_page(request, declaration, code))


def read_out_page(request: SignedInRequest, declaration: Declaration, code: str) -> HttpResponse:
    """Render what to say, its times in the zone by which the structure lives."""
    language = declaration.language
    zone = zones.of_region(declaration.region)
    deadlines = selectors.deadlines(declaration, told={})
    still_owed = [each for each in deadlines if not each.met and not each.withdrawn]
    shown = {
        "declaration": declaration,
        "realm": declaration.realm,
        "said_in": language,
        "zone": zones.named_in(zone, language),
        "reference": spelled(declaration.reference, language),
        "code": spelled(code, language) if code else None,
        "deadline_rows": deadline_rows(still_owed, handles=True),
        "link": getattr(declaration, "incident_link", None),
        "host": f"{request.scheme}://{request.get_host()}",
    }
    with timezone.override(zone):
        return render(request, "desk/read_out.html", shown)
