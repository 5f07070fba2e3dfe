"""Reads from the environment what wakes the duty, and refuses plainly what could not work."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from vigie.config.settings.secret import read_secret
from vigie.taxonomy.gateways import Gateway, default_template, read_template

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
ON_THIS_MACHINE = "http://127.0.0.1:8000"


def desk_url(given: str, hosts: str) -> str:
    """Return where the desk is reached, without a slash at the end."""
    host = hosts.split(",", maxsplit=1)[0].strip()
    return (given or (f"https://{host}" if host else ON_THIS_MACHINE)).rstrip("/")


def minutes(name: str, *, default: int) -> int:
    """Return a number of minutes, one at least.

    Raises:
        ImproperlyConfigured: it is no such number.
    """
    text = os.environ.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise ImproperlyConfigured(f"{name} must be a whole number of minutes, one at least.")
    return int(text)


def post_address(name: str) -> str:
    """Return an address to post to, empty when there is none.

    Raises:
        ImproperlyConfigured: what is posted there could be read on the way. The address is not
            repeated: it may hold a secret.
    """
    address = os.environ.get(name, "")
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        sound = bool(parts.hostname)
        private = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
    except ValueError:
        sound = private = False
    if not (sound and private):
        raise ImproperlyConfigured(
            f"{name} must begin with https:// (http:// on this machine only)."
        )
    return address


def gateway(kind: str) -> Gateway | None:
    """Return the gateway that VIGIE_SMS_... or VIGIE_VOICE_... describe, None when none is.

    Raises:
        ImproperlyConfigured: its address is unsafe.
        MalformedDataError: its template is; the file and the fault are named.
    """
    name = f"VIGIE_{kind.upper()}"
    address = post_address(f"{name}_URL")
    if not address:
        return None
    template = os.environ.get(f"{name}_TEMPLATE")
    return Gateway(
        url=address,
        token=read_secret(f"{name}_TOKEN"),
        template=read_template(Path(template) if template else default_template(kind)),
    )
