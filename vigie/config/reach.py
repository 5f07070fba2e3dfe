"""Reads from the environment how far webhooks may go, and refuses plainly what could not work."""

import os
from ipaddress import IPv4Network, IPv6Network, ip_network

from django.core.exceptions import ImproperlyConfigured


def networks(name: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return networks, such as `10.20.0.0/16`, separated by commas.

    Raises:
        ImproperlyConfigured: one of them is none.
    """
    given = [part.strip() for part in os.environ.get(name, "").split(",")]
    try:
        return tuple(ip_network(part) for part in given if part)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must hold networks, such as 10.20.0.0/16.") from error


def readable_file(name: str) -> str:
    """Return the path of a file, empty when none is named.

    Raises:
        ImproperlyConfigured: it cannot be read.
    """
    path = os.environ.get(name, "")
    if path and not os.access(path, os.R_OK):
        raise ImproperlyConfigured(f"{name} names a file that cannot be read.")
    return path
