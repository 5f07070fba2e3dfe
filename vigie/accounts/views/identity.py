"""Signing in through the identity provider, when one is configured."""

import logging
import secrets
from time import time
from typing import Any

from allauth.account import views as account
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from csp.decorators import csp_update
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from requests import RequestException

from vigie.accounts import services
from vigie.accounts.identity import IdentityProvider, identity_provider
from vigie.accounts.provider import DeskProviderAdapter
from vigie.accounts.provider_adapter import AGAIN, refused
from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.request import Request

SIGN_IN = "sign_in"

logger = logging.getLogger("vigie.sign_in")


def configured() -> IdentityProvider:
    """Return the provider. Raises Http404 where none is configured."""
    provider = identity_provider()
    if provider is None:
        raise Http404
    return provider


def may_leave_for_provider(view: Any, request: Request) -> HttpResponse:
    """Answer by a page whose forms may lead to the provider, as no other page's may."""
    provider = identity_provider()
    if provider is not None:
        view = csp_update({"form-action": list(provider.origins)})(view)
    answer = view(request)
    assert isinstance(answer, HttpResponse)  # noqa: S101
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Audience.ANYONE)
def sign_in(request: Request) -> HttpResponse:
    """Show the page of sign-in, or sign in by password."""
    return may_leave_for_provider(account.login, request)


@require_POST
@audience(Audience.ANYONE)
def start(request: Request) -> HttpResponse:
    """Lead to the provider, to sign in or to prove once more who one is."""
    return leave(request, AGAIN if request.POST.get("again") else SIGN_IN)


def leave(request: Request, purpose: str) -> HttpResponse:
    """Lead to the provider; what is asked is remembered in the session, under a random state."""
    provider = configured()
    nonce = secrets.token_urlsafe(24)
    asked = {"nonce": nonce, "acr_values": provider.acr_values}
    if purpose == AGAIN:
        asked |= {"prompt": "login", "max_age": "0"}
    ours = get_adapter().get_provider(request, services.PROVIDER)
    try:
        answer = ours.redirect(
            request,
            "login",
            next_url=get_next_redirect_url(request),
            auth_params={name: value for name, value in asked.items() if value},
            nonce=nonce,
            purpose=purpose,
            asked_at=int(time()),
            language=get_language(),
        )
    except (OAuth2Error, RequestException) as error:
        logger.warning("the identity provider cannot be gone to: %s", type(error).__name__)
        return refused(request, "down" if isinstance(error, RequestException) else "fault")
    assert isinstance(answer, HttpResponse)  # noqa: S101
    return answer


@require_safe
@audience(Audience.ANYONE)
def callback(request: Request) -> HttpResponse:
    """Receive whom the provider sends back."""
    configured()
    view = OAuth2CallbackView.adapter_view(DeskProviderAdapter(request, services.PROVIDER))
    answer = view(request)
    assert isinstance(answer, HttpResponse)  # noqa: S101
    return answer


@require_safe
@audience(Audience.SIGNED_IN)
def confirm(request: SignedInRequest) -> HttpResponse:
    """Ask whoever has nothing else to prove with to do so at the provider."""
    context = {"provider": configured(), "following": get_next_redirect_url(request) or ""}
    return may_leave_for_provider(
        lambda asked: render(asked, "accounts/confirm_by_provider.html", context), request
    )
