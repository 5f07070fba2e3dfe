"""A lost receipt code: one person calls back and asks, another approves, the first reads it out."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.declarations import services
from vigie.declarations.models import CodeReplacement, Declaration, Receipt
from vigie.incidents import access
from vigie.incidents.services import replacing
from vigie.surfaces.desk import read_out
from vigie.surfaces.desk.fetching import visible_declaration
from vigie.surfaces.desk.forms.replacing import ReplacementForm
from vigie.surfaces.desk.posting import posted_from

BACK = "desk:replacement"
NOT_ANY_MORE = gettext_lazy(
    "Not for you to do, or not any more: it was decided, done, or has waited too long."
)


def shown_again(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show what was typed, to be sent once more."""
    declaration, receipt = with_receipt(request, reference)
    form = ReplacementForm.unchecked(request.POST, phone=phone_of(declaration))
    return replacement_page(request, declaration, receipt, form)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
@keeps_typed(shown_again)
def replacement(request: SignedInRequest, reference: str) -> HttpResponse:
    """Show where the replacement of a code stands; on POST, ask for it."""
    declaration, receipt = with_receipt(request, reference)
    phone = phone_of(declaration)
    if request.method != "POST":
        return replacement_page(request, declaration, receipt, ReplacementForm(phone=phone))
    form = ReplacementForm(request.POST, phone=phone)
    if not form.is_valid():
        return replacement_page(request, declaration, receipt, form, status=422)
    given = form.cleaned_data
    try:
        replacing.ask_replacement(
            declaration,
            receipt,
            reason=given["reason"],
            called=given["called"],
            actor=request.user,
        )
    except replacing.ReplacementWaits:
        form.add_error(None, _("A new code is asked for already, and waits."))
        return replacement_page(request, declaration, receipt, form, status=409)
    messages.success(request, _("Asked for. Another analyst or the duty lead now approves it."))
    return redirect(BACK, reference)


def with_receipt(request: SignedInRequest, reference: str) -> tuple[Declaration, Receipt]:
    """Return a declaration that this person may see, and its receipt; 404 for a history."""
    declaration = visible_declaration(request, reference)
    receipt = Receipt.objects.filter(declaration_id=declaration.pk).first()
    if receipt is None:
        raise Http404
    return declaration, receipt


def phone_of(declaration: Declaration) -> str:
    """Return the number of the structure in the directory; empty where there is none."""
    return declaration.structure.phone if declaration.structure else ""


def replacement_page(
    request: SignedInRequest,
    declaration: Declaration,
    receipt: Receipt,
    form: ReplacementForm,
    *,
    status: int = 200,
) -> HttpResponse:
    """Render the page."""
    waits = replacing.under_way(receipt)
    context = {
        "declaration": declaration,
        "realm": declaration.realm,
        "receipt": receipt,
        "phone": phone_of(declaration),
        "form": form,
        "typed_form": "replacement",
        "waits": waits,
        "own": waits and waits.asked_by_id == request.user.pk,
        "approves": waits and access.can_approve_code(request.user, waits),
        "issued_before": waits and waits.decided_at and waits.decided_at + replacing.ISSUED_WITHIN,
        "left": services.left_behind(receipt) if receipt.code_number else None,
    }
    return render(request, "desk/replacement.html", context, status=status)


def replacement_of(request: SignedInRequest, reference: str, pk: uuid.UUID) -> CodeReplacement:
    """Return what was asked for of this very declaration, or answer 404."""
    _declaration, receipt = with_receipt(request, reference)
    return get_object_or_404(CodeReplacement, pk=pk, receipt=receipt)


@posted_from(BACK, ["reference"])
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def decide(request: SignedInRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Approve or refuse what somebody else asked for."""
    asked = replacement_of(request, reference, pk)
    approves = request.POST.get("decision") == "approve"
    try:
        replacing.decide_replacement(asked, approves=approves, actor=request.user)
    except replacing.CannotReplace:
        messages.warning(request, NOT_ANY_MORE)
    else:
        done = _("Approved. Whoever asked now has half an hour to read the new code out.")
        messages.success(request, done if approves else _("Refused. The code stays as it is."))
    return redirect(BACK, reference)


@posted_from(BACK, ["reference"])
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def take_back(request: SignedInRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Ask for it no more."""
    asked = replacement_of(request, reference, pk)
    try:
        replacing.take_back_replacement(asked, actor=request.user)
        messages.success(request, _("Taken back. The code stays as it is."))
    except replacing.CannotReplace:
        messages.warning(request, NOT_ANY_MORE)
    return redirect(BACK, reference)


@posted_from(BACK, ["reference"])
@audience(Audience.ANALYST, Audience.DUTY_LEAD)
def issue(request: SignedInRequest, reference: str, pk: uuid.UUID) -> HttpResponse:
    """Make the new code, and lead to the page that shows it once, to be read out."""
    asked = replacement_of(request, reference, pk)
    try:
        code = replacing.issue_code(asked, actor=request.user)
    except replacing.CannotReplace:
        messages.warning(request, NOT_ANY_MORE)
    except replacing.CannotReseal:
        text = _("The first report cannot be opened at the desk: no new code can be made.")
        messages.error(request, text)
    else:
        return read_out.lead_to_page(request, reference, code)
    return redirect(BACK, reference)
