"""Entering a demonstration as any role, with one click."""

from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from vigie.accounts.adapter import ClosedAdapter
from vigie.accounts.enums import Role
from vigie.accounts.services import demonstration_account
from vigie.core.audience import Audience, audience


class DemonstrationBackend(ModelBackend):
    """Keeps the sessions opened by one click.

    Named in the demonstration's settings only: were its data folder or cookies ever used
    elsewhere, these sessions would be nobody's.
    """

    def authenticate(self, *_args: object, **_credentials: object) -> None:
        """Recognise nobody: no password opens these accounts."""


@require_POST
@audience(Audience.ANYONE)
def enter_as(request: HttpRequest, role: str) -> HttpResponse:
    """Sign in as the demonstration's account of this role."""
    if not settings.VIGIE_DEMO or role not in Role.values:
        raise Http404
    user = demonstration_account(Role(role))
    user.backend = "vigie.accounts.demo.DemonstrationBackend"
    adapter = ClosedAdapter()
    adapter.login(request, user)
    return redirect(adapter.get_login_redirect_url(request))
