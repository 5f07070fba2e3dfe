"""Opening a declaration with its reference and code: slowed, and telling nothing when wrong."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vigie.core.addresses import address_of, network
from vigie.declarations import selectors, services
from vigie.declarations.selectors import OpenedReceipt
from vigie.surfaces.portal import receipt_cookie
from vigie.surfaces.portal.forms import FollowForm
from vigie.surfaces.portal.receipt_cookie import HeldReceipt

# Prefix of the fields that ask again for the code, on a page with a form of its own.
REOPENING = "reopen"


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
    try:
        opened = services.open_slowly(reference, code, network=network(address_of(request)))
    except services.TooManyTries as refusal:
        form.must_wait = refusal.seconds
        form.add_error(None, too_many_tries(form.must_wait))
        return None
    if opened is None:
        form.add_error(None, _("This reference and this code do not go together. Check both."))
    return opened


def too_many_tries(seconds: int) -> str:
    """Return what to say to somebody who must wait."""
    return ngettext(
        "Too many wrong codes for this reference. Try again in %(seconds)d second.",
        "Too many wrong codes for this reference. Try again in %(seconds)d seconds.",
        seconds,
    ) % {"seconds": seconds}
