"""Opening a declaration with its reference and code: slowed, and telling nothing when wrong."""

import ipaddress
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vigie.core import throttle
from vigie.declarations import selectors
from vigie.declarations.selectors import OpenedReceipt
from vigie.surfaces.portal import receipt_cookie
from vigie.surfaces.portal.forms import FollowForm
from vigie.surfaces.portal.receipt_cookie import HeldReceipt

SCOPE = "receipt"
# Prefix of the fields that ask again for the code, on a page with a form of its own.
REOPENING = "reopen"
# A code of 135 bits cannot be guessed: this slows programs, and must not shut out a declarant.
LONGEST_WAIT = timedelta(seconds=60)
# What a provider gives to one customer.
NETWORK_BITS = {4: 24, 6: 56}


def opened_by(held: HeldReceipt | None) -> OpenedReceipt | None:
    """Open the declaration that the browser holds, if it holds one."""
    return selectors.open_receipt(held.reference, held.code) if held else None


def open_named(
    request: HttpRequest, reference: str
) -> tuple[HeldReceipt, OpenedReceipt] | FollowForm:
    """Open the declaration that a form is about, or return the form that asks for its code.

    The browser may hold it no more, after an hour of writing, or hold another one.
    """
    held = receipt_cookie.held(request)
    if held and held.reference == reference and (opened := opened_by(held)):
        return held, opened
    typed = request.POST if f"{REOPENING}-code" in request.POST else None
    form = FollowForm(typed, prefix=REOPENING, initial={"reference": reference})
    if typed and (opened := open_typed(request, form)):
        given = form.cleaned_data
        return HeldReceipt(given["reference"], given["code"]), opened
    return form


def open_typed(request: HttpRequest, form: FollowForm) -> OpenedReceipt | None:
    """Open the declaration whose reference and code were typed, or say in `form` why not.

    What cannot be a reference or a code is said so without asking the database. Else the
    answer is the same whether the reference or the code is wrong.
    """
    if not form.is_valid():
        return None
    reference, code = form.cleaned_data["reference"], form.cleaned_data["code"]
    subject = f"{reference} {network(address_of(request))}"
    if wait := throttle.wait_before_next(SCOPE, subject, longest=LONGEST_WAIT):
        form.must_wait = max(1, round(wait.total_seconds()))
        form.add_error(None, too_many_tries(form.must_wait))
        return None
    opened = selectors.open_receipt(reference, code)
    if opened is None:
        throttle.note_failure(SCOPE, subject)
        form.add_error(None, _("This reference and this code do not go together. Check both."))
    return opened


def too_many_tries(seconds: int) -> str:
    """Return what to say to somebody who must wait."""
    return ngettext(
        "Too many wrong codes for this reference. Try again in %(seconds)d second.",
        "Too many wrong codes for this reference. Try again in %(seconds)d seconds.",
        seconds,
    ) % {"seconds": seconds}


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
