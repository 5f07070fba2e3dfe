"""What keeps a demonstration where it belongs: on the machine of whoever started it.

In demonstration mode anybody enters as any role with one click. So it answers loopback only,
and refuses whatever shows that somebody put it behind a proxy or under another name.
"""

import logging
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.http.request import split_domain_port

logger = logging.getLogger("vigie.demonstration")

LOOPBACK_NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})
# What proxies add, by their standard and usual names.
FORWARDING_PREFIXES = ("HTTP_X_FORWARDED", "HTTP_FORWARDED", "HTTP_X_ORIGINAL", "HTTP_CF_")
FORWARDING_HEADERS = frozenset(
    {
        "HTTP_VIA",
        "HTTP_X_REAL_IP",
        "HTTP_X_CLIENT_IP",
        "HTTP_X_CLUSTER_CLIENT_IP",
        "HTTP_TRUE_CLIENT_IP",
        "HTTP_X_PROXYUSER_IP",
    }
)


class NotLoopback(ImproperlyConfigured):
    """A demonstration was told to listen where others could reach it."""


def is_loopback(address: str) -> bool:
    """Tell whether `address`, an IP address or the name localhost, is this very machine."""
    if address == "localhost":
        return True
    try:
        ip = ip_address(address.strip("[]"))
    except ValueError:
        return False
    mapped = ip.ipv4_mapped if isinstance(ip, IPv6Address) else None
    return (mapped or ip).is_loopback


def refuse_if_not_loopback(host: str) -> None:
    """Raise NotLoopback unless `host`, where the server would listen, is loopback."""
    if not is_loopback(host):
        raise NotLoopback(
            f"A demonstration listens on 127.0.0.1 only, not on {host}: anybody who reached it "
            "could enter as any role. For real use, set VIGIE_MODE=production."
        )


def sign_of_others(request: HttpRequest) -> str:
    """Return what shows that a request does not come straight from this machine, or nothing."""
    for header in request.META:
        if header in FORWARDING_HEADERS or header.startswith(FORWARDING_PREFIXES):
            return header
    host, _port = split_domain_port(request.META.get("HTTP_HOST", ""))
    if host not in LOOPBACK_NAMES:
        return "HTTP_HOST"
    sender = request.META.get("REMOTE_ADDR", "")
    return "REMOTE_ADDR" if sender and not is_loopback(sender) else ""


class DemonstrationMiddleware:
    """Stands first in demonstration mode, before static files even."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer this machine, refuse all others."""
        if sign := sign_of_others(request):
            logger.warning("refused: %s", sign)
            return HttpResponseForbidden(
                "This demonstration answers only on the machine where it runs.\n",
                content_type="text/plain",
            )
        return self.get_response(request)
