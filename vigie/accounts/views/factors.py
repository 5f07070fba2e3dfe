"""Second factors: authenticator application, passkeys and security keys.

allauth's own views are held where they do what we want, and told what we want where they do not.
"""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal import flows
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    LoginWebAuthnView,
    ReauthenticateWebAuthnView,
)
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from vigie.accounts import passkeys, services
from vigie.accounts.forms import PasskeyNameForm
from vigie.accounts.request import SignedInRequest
from vigie.core.audience import Audience, audience
from vigie.core.request import Request

PAGE = ["GET", "HEAD", "POST"]


class AddPasskeyView(AddWebAuthnView):  # type: ignore[misc]
    """allauth's page, which leaves a trace."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Keep the passkey; say so in the journal and to its owner."""
        answer: HttpResponse = super().form_valid(form)
        kept = Authenticator.objects.filter(
            user=self.request.user, type=Authenticator.Type.WEBAUTHN
        )
        services.tell_of_factor(kept.latest("pk"), "added")
        return answer


class ActivateApplicationView(ActivateTOTPView):  # type: ignore[misc]
    """allauth's page, which leaves a trace, and moves the application to another telephone."""

    moving = False

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Show the page to whoever has an application already only when it is to be moved."""
        if self.moving:
            return super(ActivateTOTPView, self).dispatch(request, *args, **kwargs)
        if is_mfa_enabled(request.user, [Authenticator.Type.TOTP]):
            return redirect("mfa_index")
        return super().dispatch(request, *args, **kwargs)

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Let the new application take the place of the old, at once and never in between."""
        moved = services.drop_application(self.request.user)
        answer: HttpResponse = super().form_valid(form)
        factor = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        services.tell_of_factor(factor, "moved" if moved else "added")
        return answer


class MakeRecoveryCodesView(GenerateRecoveryCodesView):  # type: ignore[misc]
    """allauth's page, which leaves a trace."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        """Make new codes in the place of the old; say so in the journal."""
        answer: HttpResponse = super().form_valid(form)
        services.note_recovery_codes(self.request.user)
        return answer


class PasskeySignInView(LoginWebAuthnView):  # type: ignore[misc]
    """allauth's sign-in by passkey alone, which leads to the page that was wanted."""

    def form_valid(self, form: Any) -> Any:
        """Open the session of the passkey's owner."""
        factor = form.cleaned_data["credential"]
        login = Login(user=factor.user, redirect_url=get_next_redirect_url(self.request))
        return flows.perform_passwordless_login(self.request, factor, login)


class ProveByPasskeyView(ReauthenticateWebAuthnView):  # type: ignore[misc]
    """allauth's proof by passkey, which says on the page itself what went wrong."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Show the page again."""
        return _answered(self.render_to_response(self.get_context_data(form=form), status=422))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Keep the form that holds the error, which allauth drops."""
        context: dict[str, Any] = super().get_context_data()
        return context | kwargs


_add = AddPasskeyView.as_view()
_make_codes = MakeRecoveryCodesView.as_view()
_activate = ActivateApplicationView.as_view()
_move = ActivateApplicationView.as_view(moving=True)
_sign_in = PasskeySignInView.as_view()
_prove = ProveByPasskeyView.as_view()


@require_http_methods(PAGE)
@audience(Audience.SIGNED_IN)
def add_passkey(request: SignedInRequest) -> HttpResponse:
    """Make a passkey, or say why none can be made at this address."""
    if not passkeys.offered():
        return render(request, "accounts/passkeys_elsewhere.html")
    return _answered(_add(request))


@require_http_methods(PAGE)
@audience(Audience.SIGNED_IN)
def activate_application(request: SignedInRequest) -> HttpResponse:
    """Set an authenticator application up."""
    return _answered(_activate(request))


@require_http_methods(PAGE)
@audience(Audience.SIGNED_IN)
@reauthentication_required  # type: ignore[untyped-decorator]
def move_application(request: SignedInRequest) -> HttpResponse:
    """Set the application up on another telephone, which takes the old one's place."""
    return _answered(_move(request))


@require_http_methods(PAGE)
@audience(Audience.ANYONE)
def sign_in_by_passkey(request: Request) -> HttpResponse:
    """Open a session by a passkey that recognises its owner: no password is asked."""
    if not passkeys.offered():
        raise Http404
    return _answered(_sign_in(request))


@require_http_methods(PAGE)
@audience(Audience.SIGNED_IN)
def prove_by_passkey(request: SignedInRequest) -> HttpResponse:
    """Prove once more who one is, by a passkey."""
    return _answered(_prove(request))


@require_http_methods(PAGE)
@audience(Audience.SIGNED_IN)
def make_recovery_codes(request: SignedInRequest) -> HttpResponse:
    """Make new recovery codes, which take the place of the old."""
    return _answered(_make_codes(request))


@require_http_methods(PAGE)
@audience(Audience.SIGNED_IN)
@reauthentication_required  # type: ignore[untyped-decorator]
def rename_passkey(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call a passkey of one's own otherwise."""
    passkey = own_factor(request, Authenticator.Type.WEBAUTHN, pk=pk)
    typed = request.POST if request.method == "POST" else None
    form = PasskeyNameForm(typed, initial={"name": passkey.wrap().name})
    if typed is None or not form.is_valid():
        status = 200 if typed is None else 422
        return render(request, "mfa/webauthn/edit_form.html", {"form": form}, status=status)
    services.rename_passkey(passkey, form.cleaned_data["name"])
    messages.success(request, _("Name kept."))
    return redirect("mfa_index")


@require_http_methods(PAGE)
@audience(Audience.SIGNED_IN)
@reauthentication_required  # type: ignore[untyped-decorator]
def remove_passkey(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a passkey of one's own."""
    return removal(request, own_factor(request, Authenticator.Type.WEBAUTHN, pk=pk))


@require_http_methods(PAGE)
@audience(Audience.SIGNED_IN)
@reauthentication_required  # type: ignore[untyped-decorator]
def remove_application(request: SignedInRequest) -> HttpResponse:
    """Remove one's authenticator application."""
    return removal(request, own_factor(request, Authenticator.Type.TOTP))


def own_factor(request: SignedInRequest, kind: str, **which: int) -> Authenticator:
    """Return a factor of the person who asks; 404 for that of anybody else."""
    factor: Authenticator = get_object_or_404(Authenticator, user=request.user, type=kind, **which)
    return factor


def removal(request: SignedInRequest, factor: Authenticator) -> HttpResponse:
    """Ask whether to remove a factor, then do; the last one is kept."""
    context = {"factor": factor, "last": services.is_last_factor(factor)}
    if request.method != "POST":
        return render(request, "accounts/remove_factor.html", context)
    try:
        services.remove_factor(factor)
    except services.LastFactor:
        return render(request, "accounts/remove_factor.html", {**context, "last": True}, status=409)
    messages.success(request, _("Removed: it opens your account no more."))
    return redirect("mfa_index")


def _answered(answer: Any) -> HttpResponse:
    """Return what a view of allauth answered, whose types are not known."""
    assert isinstance(answer, HttpResponse)  # noqa: S101
    return answer
