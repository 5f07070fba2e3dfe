"""Reads from the environment the domain that passkeys are bound to."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

ON_THIS_MACHINE = "localhost"


def passkey_domain(given: str, desk_url: str) -> str:
    """Return the relying party's identifier: the desk's host, or `given`, a domain above it.

    Empty where no browser would make a passkey: without TLS, or under a bare IP address.

    Raises:
        ImproperlyConfigured: `given` is not a domain above the desk's host; passkeys made under
            another one would never be found again.
    """
    parts = urlsplit(desk_url)
    host = (parts.hostname or "").lower()
    if (parts.scheme != "https" and host != ON_THIS_MACHINE) or is_address(host):
        return ""
    domain = given.strip().lower() or host
    if host != domain and not (host.endswith(f".{domain}") and "." in domain):
        raise ImproperlyConfigured(
            "VIGIE_PASSKEY_DOMAIN must be the host of VIGIE_DESK_URL, or a domain above it."
        )
    return domain


def is_address(host: str) -> bool:
    """Tell whether this is an IP address, to which no passkey can be bound."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
