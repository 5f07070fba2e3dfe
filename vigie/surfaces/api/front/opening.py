"""Opening a declaration by its code, for a program."""

from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from ninja import Header

from vigie.core import references
from vigie.core.addresses import address_of, network
from vigie.declarations import services
from vigie.declarations.selectors import OpenedReceipt
from vigie.surfaces.api.fields import ReceiptCode
from vigie.surfaces.api.service import Refusal

Code = Annotated[str, ReceiptCode()]
HeldCode = Annotated[Code, Header(alias="Receipt-Code", description="Never in an address.")]


def opened_by(request: HttpRequest, reference: str, code: str) -> OpenedReceipt:
    """Return what the code opens, or raise Refusal; slowed for who fails again and again."""
    try:
        normal = references.normalise(reference)
        opened = services.open_slowly(normal, code, network=network(address_of(request)))
    except references.MalformedReference:
        opened = None
    except services.TooManyTries as refusal:
        words = _("Too many wrong codes came for this reference.")
        raise Refusal(429, words, retry_after=refusal.seconds) from None
    if opened is None:
        raise Refusal(404, _("This reference and this code do not go together. Check both."))
    return opened
