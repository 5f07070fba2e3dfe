"""Pages of one's own account that allauth does not have."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience


@require_safe
@audience(Audience.SIGNED_IN)
def home(request: SignedInRequest) -> HttpResponse:
    """Show who one is here, and lead to one's password and second factor."""
    user = request.user
    rows = [
        (_("Name"), user.name),
        (_("E-mail address"), user.email),
        (_("Role"), user.get_role_display()),
    ]
    return render(request, "accounts/home.html", {"rows": rows})
