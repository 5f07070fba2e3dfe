"""Tokens of the API: made by an administrator, approved by another person."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from vigie.accounts import access, elevation, selectors, services
from vigie.accounts.models import ApiToken
from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.stale_form import keeps_typed
from vigie.surfaces.desk.elevated import elevated_first, refuse_once_lowered
from vigie.surfaces.desk.forms.tokens import TokenForm
from vigie.surfaces.desk.posting import posted_from

PAGE = "desk:tokens"
ROWS = 50


@require_safe
@audience(Audience.ADMINISTRATOR, Audience.DUTY_LEAD)
def tokens(request: SignedInRequest) -> HttpResponse:
    """List the tokens: what each may read, until when, and whether it serves."""
    page = Paginator(selectors.tokens(), ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(each, access.can_approve(request.user, each)) for each in page],
        "elevated_until": elevation.until(request),
        "administers": Audience.ADMINISTRATOR in request.user.audiences,
    }
    return render(request, "desk/tokens.html", context)


def token_again(request: SignedInRequest) -> HttpResponse:
    """Show what was typed, to be sent once more."""
    return token_page(request, TokenForm.unchecked(request.POST))


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Audience.ADMINISTRATOR)
@keeps_typed(token_again)
def make(request: SignedInRequest) -> HttpResponse:
    """Make a token; its secret is shown once, on this answer."""
    if request.method != "POST":
        return elevated_first(request, PAGE) or token_page(request, TokenForm())
    form = TokenForm(request.POST)
    refuse_once_lowered(request, form)
    if not form.is_valid():
        return token_page(request, form, status=422)
    try:
        token, secret = services.ask_token(
            form.cleaned_data["owner"], form.wanted(), actor=request.user
        )
    except services.CannotMake:
        form.add_error("owner", _("This account was closed meanwhile."))
        return token_page(request, form, status=409)
    return render(request, "desk/token_made.html", {"token": token, "secret": secret})


def token_page(request: SignedInRequest, form: TokenForm, *, status: int = 200) -> HttpResponse:
    """Show the form of a token."""
    return render(request, "desk/token_new.html", {"form": form}, status=status)


@posted_from(PAGE, [])
@audience(Audience.ADMINISTRATOR, Audience.DUTY_LEAD)
def approve(request: SignedInRequest, token_id: uuid.UUID) -> HttpResponse:
    """Let a token that somebody else made open what it is for."""
    if first := elevated_first(request, PAGE):
        return first
    try:
        services.approve_token(get_object_or_404(ApiToken, pk=token_id), actor=request.user)
    except services.CannotDecide:
        messages.warning(request, _("This is not for you to decide, or it is decided already."))
    else:
        messages.success(request, _("Approved: the token now opens what it is for."))
    return redirect(PAGE)


@posted_from(PAGE, [])
@audience(Audience.ADMINISTRATOR, Audience.DUTY_LEAD)
def revoke(request: SignedInRequest, token_id: uuid.UUID) -> HttpResponse:
    """Take a token back at once, for ever."""
    if first := elevated_first(request, PAGE):
        return first
    token = get_object_or_404(ApiToken, pk=token_id)
    if services.revoke_token(token, actor=f"user:{request.user.pk}"):
        messages.success(request, _("Revoked: the token opens nothing any more."))
    else:
        messages.info(request, _("It was revoked already."))
    return redirect(PAGE)
