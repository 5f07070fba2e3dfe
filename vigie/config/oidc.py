"""Reads from the environment the identity provider through which people may sign in."""

import os
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from vigie.accounts.identity import IdentityProvider
from vigie.config.settings.secret import read_secret
from vigie.config.wakers import post_address

WELL_KNOWN = "/.well-known/openid-configuration"
PROVING_CLAIMS = frozenset({"acr", "amr"})


def oidc_provider() -> IdentityProvider | None:
    """Return the provider that VIGIE_OIDC_... describes, None when none is.

    Raises:
        ImproperlyConfigured: something is missing or unsafe.
    """
    issuer = post_address("VIGIE_OIDC_ISSUER")
    if not issuer:
        return None
    discovery = post_address("VIGIE_OIDC_DISCOVERY") or issuer.rstrip("/") + WELL_KNOWN
    others = os.environ.get("VIGIE_OIDC_ORIGINS", "")
    return IdentityProvider(
        issuer=issuer,
        discovery=discovery,
        client_id=needed("VIGIE_OIDC_CLIENT_ID", os.environ.get("VIGIE_OIDC_CLIENT_ID", "")),
        secret=needed("VIGIE_OIDC_CLIENT_SECRET", read_secret("VIGIE_OIDC_CLIENT_SECRET")),
        name=needed("VIGIE_OIDC_NAME", os.environ.get("VIGIE_OIDC_NAME", "")),
        proven_by=proofs(os.environ.get("VIGIE_OIDC_PROVEN_BY", "")),
        acr_values=os.environ.get("VIGIE_OIDC_ACR_VALUES", ""),
        origins=tuple(dict.fromkeys([origin(issuer), *map(origin, listed(others))])),
    )


def needed(name: str, value: str) -> str:
    """Return `value`. Raises ImproperlyConfigured when it is empty."""
    if not value:
        raise ImproperlyConfigured(f"VIGIE_OIDC_ISSUER is set, but {name} is not.")
    return value


def listed(text: str) -> list[str]:
    """Return what stands between commas."""
    return [each.strip() for each in text.split(",") if each.strip()]


def proofs(text: str) -> frozenset[tuple[str, str]]:
    """Read which claims prove a second factor: `acr=eidas2,amr=mfa`.

    Raises:
        ImproperlyConfigured: one is neither `acr=...` nor `amr=...`.
    """
    pairs = [each.partition("=") for each in listed(text)]
    if any(name not in PROVING_CLAIMS or not value for name, _sign, value in pairs):
        raise ImproperlyConfigured("VIGIE_OIDC_PROVEN_BY is a list such as acr=eidas2,amr=mfa.")
    return frozenset((name, value) for name, _sign, value in pairs)


def origin(address: str) -> str:
    """Return scheme and host of an address. Raises ImproperlyConfigured when it has none."""
    parts = urlsplit(address)
    plain = parts.hostname and not set(parts.netloc) & set(" ;,")
    if parts.scheme not in {"https", "http"} or not plain:
        raise ImproperlyConfigured("VIGIE_OIDC_ORIGINS is a list of https://host.")
    return f"{parts.scheme}://{parts.netloc}"
