"""Where a visitor comes from, and which network that is."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest

# What a provider gives to one customer.
NETWORK_BITS = {4: 24, 6: 56}


def address_of(request: HttpRequest) -> str:
    """Return the visitor's address: behind our proxy, the one that the proxy itself added."""
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "")
        if last := forwarded.rpartition(",")[2].strip():
            return last
    return str(request.META.get("REMOTE_ADDR", ""))


def network(address: str) -> str:
    """Return the network of an address: its neighbours are slowed with it."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((ip, NETWORK_BITS[ip.version]), strict=False))
