"""What allauth asks of us: who may have an account, where people land, how secrets are kept."""

import base64
from collections.abc import Mapping
from datetime import timedelta
from time import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.usersessions.models import UserSession
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpRequest
from django.urls import get_script_prefix, reverse
from django.utils.encoding import force_bytes
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from vigie.accounts import passkeys, services
from vigie.accounts.identity import identity_provider
from vigie.accounts.models import User
from vigie.accounts.provider_adapter import SecondFactorStage
from vigie.core import journal, throttle
from vigie.core.audience import DESK_ROLES
from vigie.core.navigation import menu_of

# In the session: when the person proved who they are, in seconds.
PROVED_AT = "vigie_proved_at"
SIGN_IN = "sign_in"
# Whoever knows the address of an analyst can make them wait: never for long.
LONGEST_WAIT = timedelta(minutes=5)
BY_PASSKEY = "mfa_reauthenticate:webauthn"
BY_PROVIDER = "vigie:provider"
PROOFS = {
    "reauthenticate": _("Confirm with your password"),
    "mfa_reauthenticate": _("Confirm with a code"),
    BY_PASSKEY: _("Confirm with a passkey"),
    BY_PROVIDER: _("Confirm through the identity provider"),
}


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up: accounts are made by `vigie create_user`, or asked for and approved."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Refuse."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Slow guesses at one account down, whichever process they reach.

        allauth's own limits are counted by each process for itself.
        """
        super().pre_authenticate(request, **credentials)
        if throttle.wait_before_next(SIGN_IN, _address(credentials), longest=LONGEST_WAIT):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002
        """Note it for every process."""
        throttle.note_failure(SIGN_IN, _address(credentials))

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead to the first page of the menu that is this person's, else to their account."""
        assert isinstance(request.user, User)  # noqa: S101
        mine = request.user.audiences & DESK_ROLES
        pages = (entry.url for entry in menu_of(mine) if entry.audience & mine)
        return next(pages, reverse("account_home"))

    def get_logout_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Lead home, in the language spoken."""
        return f"{get_script_prefix()}{get_language()}/"

    def is_safe_url(self, url: str | None) -> bool:
        """Tell whether one may be led to `url`: never to what is no address at all."""
        try:
            return bool(super().is_safe_url(url))
        except ValueError:
            return False

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask nobody twice for the proof they gave when this session began, a moment ago.

        Nor in a demonstration, where nobody has anything to prove with.
        """
        if settings.VIGIE_DEMO:
            return False
        proved_at = self.request.session.get(PROVED_AT, 0)
        if time() - proved_at < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        methods = self.get_reauthentication_methods(self.request.user)
        if [method["id"] for method in methods] == [BY_PROVIDER]:
            # allauth lets whoever has neither password nor factor pass unasked.
            raise ReauthenticationRequired
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_reauthentication_methods(
        self, user: AbstractBaseUser | AnonymousUser
    ) -> list[dict[str, Any]]:
        """Return the ways to prove who one is, the best first, in our words."""
        methods = [
            {**method, "description": PROOFS[method["id"]]}
            for method in super().get_reauthentication_methods(user)
            if method["id"] in PROOFS and (passkeys.offered() or method["id"] != BY_PASSKEY)
        ]
        if identity_provider() and isinstance(user, User) and services.has_identity(user):
            url = reverse("account_confirm_by_provider")
            methods.append({"id": BY_PROVIDER, "description": PROOFS[BY_PROVIDER], "url": url})
        return sorted(methods, key=lambda method: method["id"] != BY_PASSKEY)

    def get_login_stages(self) -> list[str]:
        """Ask for the second factor by a stage of ours, in the place of allauth's."""
        ours, theirs = SecondFactorStage, AuthenticateStage
        return [
            f"{ours.__module__}.{ours.__name__}"
            if stage == f"{theirs.__module__}.{theirs.__name__}"
            else stage
            for stage in super().get_login_stages()
        ]

    @transaction.atomic
    def logout(self, request: HttpRequest) -> None:
        """End the session, and say so in the journal."""
        journal.record("account.signed_out", actor=f"user:{request.user.pk}")
        super().logout(request)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Keep the password, and say so in the journal."""
        assert isinstance(user, User)  # noqa: S101
        services.set_password(user, password)

    @transaction.atomic
    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Open the session, and say so in the journal."""
        super().login(request, user)
        request.session[PROVED_AT] = int(time())
        UserSession.objects.create_from_request(request)
        journal.record("account.signed_in", actor=f"user:{user.pk}")


class SealedFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps the secrets of second factors from a thief of the database."""

    def encrypt(self, text: str) -> str:
        """Seal a secret under a key that is not in the database."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` sealed."""
        return _cipher().decrypt(encrypted_text).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Bind passkeys to the domain of the settings, whatever host was asked."""
        return {"id": passkeys.domain(), "name": settings.MFA_TOTP_ISSUER}

    def generate_authenticator_name(self, user: AbstractBaseUser, type: str) -> str:  # noqa: A002
        """Name what its owner left without a name."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}


def _address(credentials: Mapping[str, Any]) -> str:
    return str(credentials.get("email", "")).lower()


def _cipher() -> Fernet:
    """Return the cipher of second factors, whose key derives from the instance's secret key."""
    derive = HKDF(SHA256(), length=32, salt=None, info=b"vigie second factor")
    return Fernet(base64.urlsafe_b64encode(derive.derive(force_bytes(settings.SECRET_KEY))))
