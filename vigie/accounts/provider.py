"""The identity provider, as allauth speaks to it; allauth finds this module by its name.

allauth carries state and PKCE, and exchanges the code. Left to itself it trusts the token endpoint
and checks no signature, sends no nonce, and takes scopes and parameters from the visitor's address.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import jwt
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from vigie.accounts.identity import subject_of

# By key pairs only: a shared secret would let whoever holds ours sign in as anybody.
ALGORITHMS = [
    *("RS256", "RS384", "RS512", "PS256", "PS384", "PS512"),
    *("ES256", "ES384", "ES512", "EdDSA"),
]
KEY_PAIRS = frozenset({"RSA", "EC", "OKP"})
CLAIMS = ["iss", "sub", "aud", "exp", "iat"]
# How far two clocks may be apart, in seconds.
LEEWAY = 60
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class ProviderFault(OAuth2Error):  # type: ignore[misc] # noqa: N818 - reads as the answer it is
    """The provider said something that is not OpenID Connect, or not for us."""


@contextmanager
def faults_named() -> Iterator[None]:
    """Say of whatever a malformed answer breaks that the provider is at fault."""
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError, jwt.PyJWTError) as error:
        raise ProviderFault(type(error).__name__) from error


class DeskProviderAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    """What is asked of the provider, and what of its answers is believed."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return how the provider describes itself; it must be the one we were told of."""
        if not hasattr(self, "_described"):
            with faults_named():
                found = self._read(self.get_provider().app.settings["discovery"])
                if found["issuer"] != self.get_provider().app.settings["issuer"]:
                    raise ProviderFault("another issuer")
                for name in ("authorization_endpoint", "token_endpoint", "jwks_uri"):
                    refuse_unless_private(found[name])
            self._described: dict[str, Any] = found
        return self._described

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:  # noqa: ARG002
        """Return the one address known to the provider, whatever host was asked."""
        return str(settings.VIGIE_DESK_URL) + reverse("oidc_callback")

    def get_access_token_data(self, *args: Any, **kwargs: Any) -> Any:
        """Exchange the code."""
        with faults_named():
            return super().get_access_token_data(*args, **kwargs)

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Return who the provider says this is, once its token was checked."""
        with faults_named():
            claims = self._decode_id_token(app, kwargs["response"]["id_token"])
            if "email" not in claims and "userinfo_endpoint" in self.openid_config:
                claims = {**claims, **self._address(claims, token.token)}
            login = self.get_provider().sociallogin_from_response(request, claims)
        login.claims = claims
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """Check signature, issuer, audience and time; return the claims."""
        keys = jwt.PyJWKSet.from_dict(self._read(self.openid_config["jwks_uri"])).keys
        kid = jwt.get_unverified_header(id_token).get("kid")
        fit = [k for k in keys if kid in {None, k.key_id} and k.key_type in KEY_PAIRS]
        if len(fit) != 1:
            raise ProviderFault("no key, or too many")
        claims: dict[str, Any] = jwt.decode(
            id_token,
            fit[0],
            algorithms=ALGORITHMS,
            audience=app.client_id,
            issuer=self.openid_config["issuer"],
            leeway=LEEWAY,
            options={"require": CLAIMS},
        )
        several = isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        if claims.get("azp", None if several else app.client_id) != app.client_id:
            raise ProviderFault("made for another")
        return claims

    def _address(self, claims: Mapping[str, Any], access_token: str) -> dict[str, Any]:
        """Return the e-mail address that only the provider's further answer holds."""
        refuse_unless_private(self.openid_config["userinfo_endpoint"])
        further = self._fetch_user_info(access_token)
        if further["sub"] != claims["sub"]:
            raise ProviderFault("of another person")
        return {name: further[name] for name in ("email", "email_verified") if name in further}

    def _read(self, address: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address)
            answer.raise_for_status()
        read = answer.json()
        if not isinstance(read, dict):
            raise ProviderFault("no object")
        return read


def refuse_unless_private(address: str) -> None:
    """Raise ProviderFault when what is sent to an address could be read on the way."""
    parts = urlsplit(address)
    if parts.scheme != "https" and (parts.scheme, parts.hostname) not in {
        ("http", host) for host in LOOPBACK
    }:
        raise ProviderFault("not private")


class DeskProvider(OpenIDConnectProvider):  # type: ignore[misc]
    """The provider of the settings. Of a person it keeps a digest of their subject only."""

    id = "oidc"
    oauth2_adapter_class = DeskProviderAdapter
    pkce_enabled_default = True

    def get_default_scope(self) -> list[str]:
        """Ask for no more than is used."""
        return ["openid", "email"]

    def extract_uid(self, data: dict[str, Any]) -> str:
        """Return by what this person is known here."""
        return subject_of(data)

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """Keep nothing else of what the provider tells."""
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:  # noqa: ARG002
        """Prefill nothing: no account is made."""
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[Any]:  # noqa: ARG002
        """Give allauth none: how an address counts is ours to say."""
        return []


provider_classes = [DeskProvider]
