"""The identity provider through which people may sign in, as the settings describe it."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.conf import settings


@dataclass(frozen=True, kw_only=True)
class IdentityProvider:
    """An OpenID Connect provider, such as an agency's Keycloak or Pro Santé Connect."""

    issuer: str
    discovery: str
    client_id: str
    secret: str
    # What it is called on the button.
    name: str
    # Claims of the token, as ("acr", "eidas2"), that prove a second factor. Empty: none does.
    proven_by: frozenset[tuple[str, str]] = frozenset()
    # Which levels of assurance it is asked for, in its own words.
    acr_values: str = ""
    # Origins that a browser passes on the way: where our pages may send a form.
    origins: tuple[str, ...] = ()

    def second_factor(self, claims: Mapping[str, Any]) -> str:
        """Return the claim that proves a second factor, as `acr:eidas2`; empty: none does."""
        methods = claims.get("amr")
        said = {("acr", claims.get("acr"))}
        said |= (
            {("amr", each) for each in methods if isinstance(each, str)}
            if isinstance(methods, list)
            else set()
        )
        return next((f"{name}:{value}" for name, value in sorted(said & self.proven_by)), "")


def identity_provider() -> IdentityProvider | None:
    """Return the provider that is configured; None: nobody signs in that way."""
    provider: IdentityProvider | None = settings.VIGIE_OIDC
    return provider


def subject_of(claims: Mapping[str, Any]) -> str:
    """Return by what a person of a provider is known here: one way, and of this issuer only."""
    return sha256(f"{claims['iss']}\n{claims['sub']}".encode()).hexdigest()
