"""Pages of one's own account that allauth does not have."""

from allauth.account.decorators import reauthentication_required
from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from vigie.accounts import elevation, services
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


@require_safe
@audience(Audience.SIGNED_IN)
def sessions(request: SignedInRequest) -> HttpResponse:
    """List where one is signed in."""
    found = UserSession.objects.purge_and_list(request.user)
    return render(request, "accounts/sessions.html", {"sessions": found})


@require_POST
@audience(Audience.SIGNED_IN)
def end_session(request: SignedInRequest, pk: int) -> HttpResponse:
    """Sign oneself out on one device."""
    session = get_object_or_404(UserSession, user=request.user, pk=pk)
    services.end_session(session, actor=f"user:{request.user.pk}")
    messages.success(request, _("Signed out there."))
    return redirect("account_sessions")


@require_POST
@audience(Audience.SIGNED_IN)
def end_other_sessions(request: SignedInRequest) -> HttpResponse:
    """Sign oneself out everywhere else."""
    services.end_sessions(
        request.user, actor=f"user:{request.user.pk}", but=request.session.session_key
    )
    messages.success(request, _("Signed out everywhere but here."))
    return redirect("account_sessions")


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Audience.ADMINISTRATOR, Audience.DUTY_LEAD)
@reauthentication_required  # type: ignore[untyped-decorator]
def elevate(request: SignedInRequest) -> HttpResponse:
    """Enter the elevated mode, having proved once more who one is."""
    following = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(following, allowed_hosts=None):
        following = ""
    if request.method != "POST":
        return render(request, "accounts/elevate.html", {"following": following})
    elevation.enter(request)
    return redirect(following or "account_home")


@require_POST
@audience(Audience.ADMINISTRATOR, Audience.DUTY_LEAD)
def lower(request: SignedInRequest) -> HttpResponse:
    """Leave the elevated mode."""
    elevation.leave(request)
    messages.success(request, _("You have left the elevated mode."))
    return redirect("account_home")
