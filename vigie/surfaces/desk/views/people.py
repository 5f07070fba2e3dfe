"""Accounts: asked for by one, decided by another."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vigie.accounts import access, elevation, selectors, services
from vigie.accounts.enums import ChangeKind
from vigie.accounts.models import AccountChange, User
from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.surfaces.desk.elevated import elevated_first, refuse_once_lowered
from vigie.surfaces.desk.forms.people import InvitationForm, RoleForm
from vigie.surfaces.desk.posting import posted_from
from vigie.surfaces.desk.second_person import awaited

ROWS = 50


@require_safe
@audience(Audience.ADMINISTRATOR, Audience.DUTY_LEAD)
def people(request: SignedInRequest) -> HttpResponse:
    """List the accounts, and what waits for a decision."""
    waiting = [
        (change, access.can_decide(request.user, change))
        for change in selectors.changes_to_decide()
    ]
    realm = settings.VIGIE_INTAKE_REALM
    context = {
        "awaited": awaited(request.user, realm, accounts_too=False),
        "waiting": waiting,
        "page": Paginator(selectors.people(), ROWS).get_page(request.GET.get("page")),
        "elevated_until": elevation.until(request),
        "administers": Audience.ADMINISTRATOR in request.user.audiences,
    }
    return render(request, "desk/people.html", context)


def invite_again(request: SignedInRequest) -> HttpResponse:
    """Show what was typed, to be sent once more."""
    return invitation_page(request, InvitationForm.unchecked(request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Audience.ADMINISTRATOR)
@keeps_typed(invite_again)
def invite(request: SignedInRequest) -> HttpResponse:
    """Ask for an account for somebody."""
    if request.method != "POST":
        return elevated_first(request, "desk:people") or invitation_page(request, InvitationForm())
    form = InvitationForm(request.POST)
    refuse_once_lowered(request, form)
    if not form.is_valid():
        return invitation_page(request, form, status=422)
    given = form.cleaned_data
    try:
        change = services.ask_invitation(
            given["email"], given["name"], form.asked(), actor=request.user
        )
    except ValidationError as refusal:
        form.add_error("email", refusal)
        return invitation_page(request, form, status=409)
    return waits_for_another(request, change)


def invitation_page(
    request: SignedInRequest, form: InvitationForm, status: int = 200
) -> HttpResponse:
    """Show the form of an invitation."""
    context = {"form": form, "typed_form": "invitation"}
    return render(request, "desk/invitation.html", context, status=status)


@posted_from("desk:people", [])
@audience(Audience.ADMINISTRATOR)
def recover(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for the recovery of an account."""
    if first := elevated_first(request, "desk:people"):
        return first
    return asked_for(request, ChangeKind.RECOVERY, get_object_or_404(User, pk=pk))


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Audience.ADMINISTRATOR)
def role(request: SignedInRequest, pk: int) -> HttpResponse:
    """Ask for another role for somebody."""
    if first := elevated_first(request, "desk:people"):
        return first
    account = get_object_or_404(User, pk=pk)
    typed = request.POST if request.method == "POST" else None
    form = RoleForm(typed, initial={"role": account.role, "authority": account.authority})
    if typed is not None and form.is_valid():
        return asked_for(request, ChangeKind.ROLE, account, form.asked())
    status = 200 if typed is None else 422
    context = {"form": form, "account": account}
    return render(request, "desk/role.html", context, status=status)


def asked_for(
    request: SignedInRequest,
    kind: ChangeKind,
    account: User,
    asked: services.Asked | None = None,
) -> HttpResponse:
    """Ask, and say who decides."""
    try:
        change = services.ask(kind, account, asked, actor=request.user)
    except ValidationError as refusal:
        messages.info(request, " ".join(refusal.messages))
        return redirect("desk:people")
    return waits_for_another(request, change)


def waits_for_another(request: SignedInRequest, change: AccountChange) -> HttpResponse:
    """Say who decides; the half that whoever asked must tell is shown once, on this answer."""
    if change.opening_code:
        return render(request, "desk/opening_code.html", {"change": change})
    messages.success(request, _("Asked for: another administrator or a duty lead now decides."))
    return redirect("desk:people")


@posted_from("desk:people", [])
@audience(Audience.ADMINISTRATOR)
def deactivate(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close an account and its sessions at once."""
    if first := elevated_first(request, "desk:people"):
        return first
    account = get_object_or_404(User, pk=pk)
    try:
        services.deactivate(account, actor=f"user:{request.user.pk}")
    except services.LastAdministrator as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Account closed, signed out everywhere."))
    return redirect("desk:people")


@posted_from("desk:people", [])
@audience(Audience.ADMINISTRATOR)
def end_sessions(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign somebody out everywhere."""
    if first := elevated_first(request, "desk:people"):
        return first
    services.end_sessions(get_object_or_404(User, pk=pk), actor=f"user:{request.user.pk}")
    messages.success(request, _("Signed out everywhere."))
    return redirect("desk:people")


@posted_from("desk:people", [])
@audience(Audience.ADMINISTRATOR, Audience.DUTY_LEAD)
def decide(request: SignedInRequest, change_id: uuid.UUID) -> HttpResponse:
    """Approve or refuse what another person asked for; a link is shown once, on this answer."""
    if first := elevated_first(request, "desk:people"):
        return first
    change = get_object_or_404(AccountChange, pk=change_id)
    approves = request.POST.get("decision") == "approve"
    try:
        link = services.decide(change, approves=approves, actor=request.user)
    except (services.AccountExists, services.LastAdministrator) as refusal:
        messages.warning(request, " ".join(refusal.messages))
    except services.CannotDecide:
        messages.warning(request, _("This is not for you to decide, or it is decided already."))
    else:
        if link:
            context = {"change": change, "link": request.build_absolute_uri(link)}
            return render(request, "desk/account_link.html", context)
        messages.success(request, _("Decided. The owner of the account is told."))
    return redirect("desk:people")
