"""A script sends a large file in parts, and goes on where it was cut off."""

import uuid
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.request import UnreadablePostError
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from vigie.core.audience import Audience, audience
from vigie.core.forms import VigieForm
from vigie.core.uploads import Refused
from vigie.declarations import selectors, services
from vigie.declarations.models import SealedFile
from vigie.declarations.selectors import OpenedReceipt
from vigie.surfaces.portal import receipt_cookie
from vigie.surfaces.portal.opening import opened_by
from vigie.surfaces.portal.views.files import DECLARANT

LONGEST_NAME = 10_000


class BeginForm(VigieForm):
    """What a script says of a file before it sends it."""

    name = forms.CharField(max_length=LONGEST_NAME)
    size = forms.IntegerField(min_value=0, max_value=2**53)


class PartForm(VigieForm):
    """Where a part begins in its file."""

    offset = forms.IntegerField(min_value=0, max_value=2**53)
    sample = forms.BooleanField(required=False)


def opened_here(request: HttpRequest) -> OpenedReceipt | None:
    """Return the declaration that this browser holds open."""
    return opened_by(receipt_cookie.held(request))


def answer(request: HttpRequest, status: int = 200, **said: Any) -> HttpResponse:
    """Answer the script, and let the browser stay on its declaration for another hour."""
    held = receipt_cookie.held(request)
    response = JsonResponse(said, status=status)
    return receipt_cookie.keep(request, response, held) if held else response


def closed(request: HttpRequest) -> HttpResponse:
    """Say that this browser holds no declaration any more."""
    words = _("The declaration is not open in this browser any more. Open it, then send again.")
    return answer(request, 401, error=words)


@audience(Audience.CODE_HOLDER)
@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Open a file that is about to arrive, or say why it is refused."""
    opened = opened_here(request)
    if opened is None:
        return closed(request)
    form = BeginForm(request.POST)
    if not form.is_valid():
        return answer(request, 400, error=_("The file could not be read."))
    receipt = opened.receipt
    try:
        file = services.begin_file(
            receipt.declaration_id,
            services.from_declarant(receipt),
            name=form.cleaned_data["name"],
            announced_size=form.cleaned_data["size"],
        )
    except Refused as refusal:
        return answer(request, 422, error=str(refusal.words))
    return answer(request, file=str(file.pk), offset=0, part=services.PART_BYTES)


@audience(Audience.CODE_HOLDER)
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Say where a file stands; on POST, take in the part that follows."""
    opened = opened_here(request)
    if opened is None:
        return closed(request)
    file = arriving(opened, pk)
    if request.method != "POST":
        return answer(request, offset=services.received_bytes(file), part=services.PART_BYTES)
    form = PartForm(request.GET)
    content = read_part(request)
    if content is None or not form.is_valid():
        return answer(request, 400, error=_("The file could not be read."))
    try:
        offset = services.continue_file(
            file,
            offset=form.cleaned_data["offset"],
            content=content,
            is_sample=form.cleaned_data["sample"],
            actor=DECLARANT,
        )
    except services.OutOfStep as refusal:
        return answer(request, 409, offset=refusal.offset)
    except Refused as refusal:
        return answer(request, 422, error=str(refusal.words))
    return answer(request, offset=offset)


@audience(Audience.CODE_HOLDER)
@require_POST
def cancel(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Have a file that is still arriving forgotten."""
    opened = opened_here(request)
    if opened is None:
        return closed(request)
    services.cancel(arriving(opened, pk))
    return answer(request)


def arriving(opened: OpenedReceipt, pk: uuid.UUID) -> SealedFile:
    """Return a file of this declaration that a script sends, or answer 404."""
    file = selectors.arriving_file(opened.receipt, pk)
    if file is None:
        raise Http404
    return file


def read_part(request: HttpRequest) -> bytes | None:
    """Return the body, up to one byte more than a part; None when it broke off."""
    try:
        content: bytes = request.read(services.PART_BYTES + 1)
    except UnreadablePostError:
        return None
    return content
