"""The second factor that the desk requires."""

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from vigie.accounts import services
from vigie.accounts.provider_adapter import factor_was_proved
from vigie.core.audience import DESK_ROLES

GetResponse = Callable[[HttpRequest], HttpResponse]


class SecondFactorMiddleware:
    """Sends whoever has no second factor to set one up, before any page of a role.

    Stands after AudienceMiddleware. In demonstration mode nobody has one.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on: the check is made once the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Stop a person without second factor at the door of the desk."""
        if settings.VIGIE_DEMO or not request.audience & DESK_ROLES:  # type: ignore[attr-defined]
            return None
        if is_mfa_enabled(request.user, services.FACTORS):
            return None
        if factor_was_proved(request):
            return None
        messages.info(request, _("Set up your second factor first: the desk requires it."))
        return redirect("mfa_activate_totp")
