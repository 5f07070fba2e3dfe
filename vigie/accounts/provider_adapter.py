"""What allauth asks of us when somebody comes from the identity provider."""

import hmac
import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.stages import AuthenticateStage
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from requests import RequestException, Session

from vigie.accounts import services
from vigie.accounts.identity import identity_provider
from vigie.accounts.provider import LEEWAY
from vigie.core import journal

# In the session: whose second factor the provider proved, by the key of their account.
PROVED_FOR = "vigie_factor_proved_for"
AGAIN = "again"
NOT_OF_AN_IDENTIFIER = re.compile(r"[^A-Za-z0-9_.:-]")

logger = logging.getLogger("vigie.sign_in")


class ClosedProviderAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Opens accounts that exist, and makes none."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:  # noqa: ARG002
        """Refuse."""
        return False

    def authenticate_by_email(self, sociallogin: Any) -> None:
        """Leave it to us: allauth would take the account's password off."""

    def list_apps(
        self,
        request: HttpRequest,  # noqa: ARG002
        provider: str | None = None,
        client_id: str | None = None,
    ) -> list[SocialApp]:
        """Return the provider of the settings; what the database says is not asked."""
        configured = identity_provider()
        if configured is None or provider not in {None, services.PROVIDER}:
            return []
        ours = SocialApp(
            provider=services.PROVIDER,
            provider_id=services.PROVIDER,
            name=configured.name,
            client_id=configured.client_id,
            secret=configured.secret,
            settings={"issuer": configured.issuer, "discovery": configured.discovery},
        )
        return [ours] if client_id in {None, ours.client_id} else []

    def get_requests_session(self) -> Session:
        """Follow no redirect: the secret goes where it was meant to go."""
        session: Session = super().get_requests_session()
        session.max_redirects = 0
        return session

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Say whose session opens, or answer why none does."""
        state, claims = sociallogin.state, sociallogin.claims
        translation.activate(state["language"])
        if not _answers(state, claims):
            logger.warning("the identity provider answered another request than ours")
            raise ImmediateHttpResponse(refused(request, "fault"))
        try:
            sociallogin.user = services.owner_of(claims)
        except services.NotKnown as refusal:
            reason = "address" if isinstance(refusal, services.UnverifiedAddress) else "unknown"
            journal.record("account.identity_refused", actor="provider", reason=reason)
            raise ImmediateHttpResponse(refused(request, reason)) from None

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,  # noqa: ARG002
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: Mapping[str, Any] | None = None,
    ) -> None:
        """Answer plainly whatever went wrong."""
        if begun := (extra_context or {}).get("state"):
            translation.activate(begun["language"])
        reason = "cancelled" if error == AuthError.CANCELLED else "old"
        if exception is not None:
            reason = "down" if isinstance(exception, RequestException) else "fault"
            logger.warning("sign-in by the identity provider failed: %s", type(exception).__name__)
        raise ImmediateHttpResponse(refused(request, reason))


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """Asks for the second factor, unless the provider proved one a moment ago."""

    def _should_handle(self, request: HttpRequest) -> bool:
        came_by = (self.login.signal_kwargs or {}).get("sociallogin")
        configured = identity_provider()
        proof = configured.second_factor(came_by.claims) if came_by and configured else ""
        if not proof:
            return bool(super()._should_handle(request))
        request.session[PROVED_FOR] = self.login.user.pk
        journal.record(
            "account.factor_proved_by_provider",
            actor=f"user:{self.login.user.pk}",
            by=NOT_OF_AN_IDENTIFIER.sub("_", proof)[:80],
        )
        return False


def factor_was_proved(request: HttpRequest) -> bool:
    """Tell whether the provider proved the second factor of this session's person."""
    proved_for = request.session.get(PROVED_FOR)
    return proved_for is not None and bool(proved_for == request.user.pk)


def refused(request: HttpRequest, reason: str) -> HttpResponse:
    """Show why the provider opened nothing, and what to do."""
    configured = identity_provider()
    context = {"reason": reason, "provider": configured.name if configured else ""}
    ours = reason not in {"down", "fault"}
    status = HTTPStatus.FORBIDDEN if ours else HTTPStatus.SERVICE_UNAVAILABLE
    return render(request, "accounts/provider_refused.html", context, status=status)


def _answers(state: Mapping[str, Any], claims: Mapping[str, Any]) -> bool:
    """Tell whether this token was made for this request, and is as fresh as was asked."""
    nonce, proved_at = claims.get("nonce"), claims.get("auth_time")
    if not isinstance(nonce, str) or not hmac.compare_digest(nonce, state["nonce"]):
        return False
    if state["purpose"] != AGAIN:
        return True
    return isinstance(proved_at, int) and proved_at >= state["asked_at"] - LEEWAY
