"""Opening a declaration with its reference and code: slowed, and telling nothing when wrong."""

import ipaddress
from datetime import timedelta

from django.http import HttpRequest

from vigie.core import throttle
from vigie.declarations import selectors
from vigie.declarations.selectors import OpenedReceipt
from vigie.surfaces.portal.receipt_cookie import HeldReceipt

SCOPE = "receipt"
# A code of 135 bits cannot be guessed: this slows programs, and must not shut out a declarant.
LONGEST_WAIT = timedelta(seconds=60)
# What one household, hospital or attacker is given by its provider.
NETWORK_BITS = {4: 24, 6: 56}


def opened_by(held: HeldReceipt | None) -> OpenedReceipt | None:
    """Open the declaration that the browser holds, if it holds one."""
    return selectors.open_receipt(held.reference, held.code) if held else None


def wait_before_opening(request: HttpRequest, reference: str) -> timedelta:
    """Return how long this visitor must wait before trying a code on `reference` again."""
    return throttle.wait_before_next(SCOPE, _subject(request, reference), longest=LONGEST_WAIT)


def try_to_open(request: HttpRequest, reference: str, code: str) -> OpenedReceipt | None:
    """Open what `code` opens under `reference`; a failure slows the next attempt."""
    opened = selectors.open_receipt(reference, code)
    if opened is None:
        throttle.note_failure(SCOPE, _subject(request, reference))
    return opened


def _subject(request: HttpRequest, reference: str) -> str:
    return f"{reference} {network(request.META.get('REMOTE_ADDR', ''))}"


def network(address: str) -> str:
    """Return the network of an address: its neighbours are slowed with it."""
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((ip, NETWORK_BITS[ip.version]), strict=False))
