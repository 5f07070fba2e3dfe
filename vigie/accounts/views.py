"""Pages of one's own account that allauth does not have."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
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


@require_safe
@audience(Audience.SIGNED_IN)
def no_password(request: SignedInRequest) -> HttpResponse:
    """Answer where allauth would let a person without password choose one.

    Only a demonstration's accounts have none, and no password shall ever open those.
    """
    messages.info(request, _("This account has no password: it is entered with one click."))
    return redirect("account_home")
