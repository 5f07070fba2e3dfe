"""Where somebody of the desk arrives."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.incidents import access


@require_safe
@audience(
    Audience.ANALYST,
    Audience.DUTY_LEAD,
    Audience.AUTHORITY,
    Audience.STATISTICIAN,
    Audience.ADMINISTRATOR,
)
def home(request: SignedInRequest) -> HttpResponse:
    """Lead each role to the page that it begins with."""
    if access.can_handle(request.user):
        return redirect("desk:queue")
    if Audience.AUTHORITY in request.user.audiences:
        return redirect("desk:notices")
    if Audience.STATISTICIAN in request.user.audiences:
        return redirect("desk:figures")
    return redirect("desk:people")


@require_safe
@audience(Audience.ANYONE)
def door(_request: HttpRequest) -> HttpResponse:
    """Lead from the bare address of a desk process, which has no public page, to the desk."""
    return redirect("desk:home")
