"""Files that a program joins to a declaration: sent in one go, or resumed where it was cut off.

Each part is sealed as soon as it has come, as when the portal's script sends it: nothing is
written in clear, and no more than a part is ever in memory.
"""

import uuid
from datetime import datetime
from typing import Annotated, Any, Self

from django.http import HttpRequest, HttpResponseBase
from django.http.request import UnreadablePostError
from django.utils.translation import gettext_lazy as _
from ninja import Header, Router, Schema, Status

from vigie.core.audience import Audience, audience
from vigie.core.sending import as_download
from vigie.core.uploads import Refused
from vigie.declarations import selectors, services
from vigie.declarations.models import SealedFile
from vigie.declarations.selectors import NamedFile, OpenedReceipt
from vigie.surfaces.api.fields import Count, Text
from vigie.surfaces.api.front.opening import HeldCode, opened_by
from vigie.surfaces.api.service import Refusal, Strict, problems
from vigie.taxonomy import terms

router = Router()

DECLARANT = "declarant"
LONGEST_NAME = 1000
BYTES = "application/octet-stream"
LARGEST = 2**53
FREE_AGAIN_IN = 600
READABLE_AGAIN_IN = 300
# What a program may send as the type of a file's bytes: curl --upload-file sends none.
TAKEN = frozenset({"", BYTES})
Offset = Annotated[
    int,
    Header(
        alias="Upload-Offset",
        ge=0,
        le=LARGEST,
        description="Where what is sent begins in the file.",
    ),
]
Sample = Annotated[
    bool, Header(alias="Upload-Sample", description="Whether the file may be malicious.")
]


class FileAnnounced(Strict):
    """A file that is about to be sent. Its name is sealed as soon as it is received."""

    name: Annotated[str, Text(LONGEST_NAME, required=True)]
    size: Annotated[int, Count(LARGEST)]


class Arriving(Schema):
    """Where a file stands: `offset` bytes of `size` have come. Send the rest from there.

    `part`: sent in pieces, each has this many bytes, or a multiple, but the last.
    """

    id: uuid.UUID
    size: int
    offset: int
    part: int
    complete: bool

    @classmethod
    def of(cls, file: SealedFile, offset: int) -> Self:
        """Tell where a file stands."""
        size = file.announced_size or 0
        complete = offset == size
        return cls(
            id=file.pk, size=size, offset=offset, part=services.PART_BYTES, complete=complete
        )


class FileTold(Schema):
    """A file of the declaration that has come whole, and what became of it."""

    id: uuid.UUID
    name: str
    size: int
    received_at: datetime
    sent_by: str
    sample: bool
    state: str
    words: str

    @classmethod
    def of(cls, named: NamedFile) -> Self:
        """Tell one file."""
        kept = named.attachment
        return cls(
            id=kept.file_id,
            name=named.name,
            size=kept.size,
            received_at=kept.received_at,
            sent_by=kept.file.sent_by,
            sample=kept.is_sample,
            state=kept.state,
            words=terms.label("attachment_state", kept.state),
        )


class Files(Schema):
    """The files of the declaration that have come whole, oldest first."""

    files: list[FileTold]


@router.get(
    "/declarations/{reference}/files",
    response={200: Files, **problems(404, 422, 429)},
    summary="List the files",
)
@audience(Audience.CODE_HOLDER)
def list_files(request: HttpRequest, reference: str, code: HeldCode) -> Any:
    """Give the files sent by you, and those that the CSIRT shows you, with what became of each."""
    opened = opened_by(request, reference, code)
    found = selectors.declarants_files(opened.receipt, code)
    return Files(files=[FileTold.of(each) for each in found])


@router.post(
    "/declarations/{reference}/files",
    response={201: Arriving, **problems(404, 415, 422, 429, 503)},
    summary="Announce a file",
)
@audience(Audience.CODE_HOLDER)
def announce_file(request: HttpRequest, reference: str, sent: FileAnnounced, code: HeldCode) -> Any:
    """Say the name and size of a file that you are about to send. Unsent, it ends in a day."""
    receipt = opened_by(request, reference, code).receipt
    try:
        file = services.begin_file(
            receipt.declaration_id,
            services.from_declarant(receipt),
            name=sent.name,
            announced_size=sent.size,
        )
    except Refused as refusal:
        raise refused(refusal, pointer="#/size") from None
    return Status(201, Arriving.of(file, 0))


@router.get(
    "/declarations/{reference}/files/{uuid:file_id}",
    response={200: Arriving, **problems(404, 422, 429)},
    summary="Ask where a file stands",
)
@audience(Audience.CODE_HOLDER)
def read_file(request: HttpRequest, reference: str, file_id: uuid.UUID, code: HeldCode) -> Any:
    """Say how much of a file has come: after a break, send the rest from there."""
    file = arriving(opened_by(request, reference, code), file_id)
    return Arriving.of(file, services.received_bytes(file))


@router.put(
    "/declarations/{reference}/files/{uuid:file_id}",
    response={200: Arriving, **problems(404, 409, 415, 422, 429, 503)},
    summary="Send a file",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {BYTES: {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
@audience(Audience.CODE_HOLDER)
def send_file(  # noqa: PLR0913 - each stands in the address or a header
    request: HttpRequest,
    reference: str,
    file_id: uuid.UUID,
    *,
    code: HeldCode,
    offset: Offset = 0,
    sample: Sample = False,
) -> Any:
    """Send the bytes of a file, from `Upload-Offset` on: all that is left, or whole parts of it."""
    if request.content_type not in TAKEN:
        raise Refusal(415, title=_("Send bytes: Content-Type: application/octet-stream"))
    file = arriving(opened_by(request, reference, code), file_id)
    try:
        reached = take_in(request, file, offset, is_sample=sample)
    except services.OutOfStep as refusal:
        words = _("The file stands at %(offset)d: send what follows.") % {"offset": refusal.offset}
        raise Refusal(409, words, title=_("This does not follow what has come")) from None
    except Refused as refusal:
        raise refused(refusal) from None
    return Arriving.of(file, reached)


@router.get(
    "/declarations/{reference}/files/{uuid:file_id}/content",
    response=problems(404, 409, 422, 429, 503),
    summary="Fetch a file",
    openapi_extra={
        "responses": {
            200: {
                "description": "The bytes",
                "content": {BYTES: {"schema": {"type": "string", "format": "binary"}}},
            }
        }
    },
)
@audience(Audience.CODE_HOLDER)
def fetch_file(
    request: HttpRequest, reference: str, file_id: uuid.UUID, code: HeldCode
) -> HttpResponseBase:
    """Give a listed file back. A sample, or what was set apart, comes in a protected archive."""
    opened = opened_by(request, reference, code)
    kept = selectors.sent_file(opened.receipt, file_id)
    if kept is None:
        raise Refusal(404)
    if not kept.ready:  # type: ignore[attr-defined]
        words = _("It is being made readable with your new code.")
        raise Refusal(503, words, retry_after=READABLE_AGAIN_IN)
    try:
        return as_download(services.send_to_declarant(kept, code))
    except services.Damaged:
        title = _("This file cannot be given back")
        raise Refusal(409, _("It is damaged. Send it again."), title=title) from None


fetch_file.gives = BYTES  # type: ignore[attr-defined]


def take_in(request: HttpRequest, file: SealedFile, offset: int, *, is_sample: bool) -> int:
    """Seal what comes, part by part; return how far the file has come.

    What breaks off in the middle of a part leaves the parts before it. Raises OutOfStep, NoRoom.
    """
    size = file.announced_size or 0
    if int(request.META.get("CONTENT_LENGTH") or 0) > max(size - offset, 0):
        raise Refusal(422, _("This is more than the size that was announced."))
    began = offset
    while True:
        content = read_part(request, min(services.PART_BYTES, max(size - offset, 0)))
        if not content and began < offset:
            return offset
        offset = services.continue_file(
            file, offset=offset, content=content, is_sample=is_sample, actor=DECLARANT
        )
        if offset == size:
            return offset


def read_part(request: HttpRequest, length: int) -> bytes:
    """Return the next bytes of the body: `length` of them, or fewer at its end."""
    content = bytearray()
    try:
        while len(content) < length and (some := request.read(length - len(content))):
            content += some
    except UnreadablePostError:
        raise Refusal(400) from None
    return bytes(content)


def arriving(opened: OpenedReceipt, file_id: uuid.UUID) -> SealedFile:
    """Return a file that was announced for this declaration, or raise Refusal."""
    file = selectors.arriving_file(opened.receipt, file_id)
    if file is None:
        raise Refusal(404)
    return file


def refused(refusal: Refused, *, pointer: str = "") -> Refusal:
    """Return why a file is not taken, for a program."""
    if isinstance(refusal, services.NoRoom):
        return Refusal(503, refusal.words, retry_after=FREE_AGAIN_IN)
    return Refusal(422, refusal.words, pointer=pointer)
