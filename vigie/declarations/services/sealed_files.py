"""A file's content, sealed part by part while it arrives, so that none of it is kept in clear.

Each part is an age file of its own in the storage. So that an upload can go on where it was
cut off, each is sealed and acknowledged at once; a front process can seal the next without
opening the last. See docs/adr/0022-files-sealed-in-parts.md.
"""

import errno
import hashlib
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from vigie.core import sealing
from vigie.core.uploads import Refused
from vigie.declarations.models import SealedFile, SealedPart

PART_BYTES = 4 * 2**20
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
NAME_LENGTH = 200


class FileTooLarge(Refused):
    """The file is larger than one file may be."""

    words = _("This file is too large.")


class TooMuchInAll(Refused):
    """With this file, the declaration would hold more than it may."""

    words = _("With this file, the declaration would hold more than it may. Tell the CSIRT.")


class TooManyFiles(Refused):
    """The declaration holds as many files as it may."""

    words = _("The declaration holds as many files as it may. Put several into one archive.")


class EmptyFile(Refused):
    """The file holds nothing."""

    words = _("This file is empty.")


class NoRoom(Refused):
    """The storage cannot take more for the moment."""

    words = _("We cannot take files at the moment. Try again later, or tell the CSIRT.")


class OutOfStep(Refused):
    """A part does not follow the last one received: the file stands at `offset`."""

    words = _("The sending was cut off before its end. Send the file again.")

    def __init__(self, offset: int) -> None:
        self.offset = offset
        super().__init__(str(offset))


class Damaged(Exception):  # noqa: N818 - reads as the answer it is
    """A part of the file is missing, or is not the one that was stored."""


@dataclass(frozen=True)
class Sender:
    """Who sends a file, and who else than the desk may open it."""

    # SealedFile.DECLARANT or SealedFile.DESK.
    sent_by: str
    # Empty: the declarant does not see the file.
    declarant_recipient: str
    # Which of the receipt's codes that is.
    code_number: int = 0


def storage() -> Storage:
    """Return where sealed parts lie."""
    return storages["attachments"]


def clean_name(name: str) -> str:
    """Return a file's name as it may be shown: its last component, printable, not too long.

    What reverses the direction of reading (`U+202E`) would make `gpj.exe` of `exe.jpg`.
    """
    last = name.replace("\\", "/").rsplit("/", maxsplit=1)[-1]
    printable = "".join(character for character in last if character.isprintable()).strip()
    if printable in {"", ".", ".."}:
        return "file"
    stem, dot, extension = printable.rpartition(".")
    if len(printable) > NAME_LENGTH and dot and len(extension) < NAME_LENGTH // 2:
        return f"{stem[: NAME_LENGTH - len(extension) - 1]}.{extension}"
    return printable[:NAME_LENGTH]


def begin_file(
    declaration_id: uuid.UUID,
    sender: Sender,
    *,
    name: str,
    announced_size: int | None = None,
) -> SealedFile:
    """Open a file that is about to arrive. Inserts only.

    Raises TooManyFiles, FileTooLarge, TooMuchInAll, EmptyFile or NoRoom.
    """
    _refuse_what_is_over(declaration_id, sender, announced_size)
    sealed_name = {"name": clean_name(name)}
    recipient = sender.declarant_recipient
    file = SealedFile(
        declaration_id=declaration_id,
        sent_by=sender.sent_by,
        begun_at=timezone.now(),
        announced_size=announced_size,
        key=secrets.token_hex(16),
        declarant_recipient=recipient,
        name_for_desk=sealing.seal_json(sealed_name, sealing.desk_recipients()),
        name_for_declarant=sealing.seal_json(sealed_name, [recipient]) if recipient else b"",
        code_number=sender.code_number,
    )
    file.save(force_insert=True)
    return file


def bytes_left(declaration_id: uuid.UUID, sent_by: str) -> int:
    """Return how much more this side may send with a declaration."""
    files = SealedFile.objects.filter(declaration_id=declaration_id, sent_by=sent_by)
    parts = SealedPart.objects.filter(file__in=files.filter(announced_size=None))
    announced: int = files.aggregate(total=Coalesce(Sum("announced_size"), 0))["total"]
    sent: int = parts.aggregate(total=Coalesce(Sum("size"), 0))["total"]
    return max(0, settings.VIGIE_ATTACHMENTS_MAX_BYTES - announced - sent)


def _refuse_what_is_over(declaration_id: uuid.UUID, sender: Sender, size: int | None) -> None:
    files = SealedFile.objects.filter(declaration_id=declaration_id, sent_by=sender.sent_by)
    if files.count() >= settings.VIGIE_ATTACHMENTS_MAX_NUMBER:
        raise TooManyFiles
    if size is not None and size <= 0:
        raise EmptyFile
    if size is not None and size > settings.VIGIE_ATTACHMENT_MAX_BYTES:
        raise FileTooLarge
    if (size or 1) > bytes_left(declaration_id, sender.sent_by):
        raise TooMuchInAll
    refuse_without_room(size or 0)


def refuse_without_room(size: int) -> None:
    """Raise NoRoom when `size` more bytes would fill the disk. Buckets have no such bound."""
    free_bytes = getattr(storage(), "free_bytes", None)
    if free_bytes and free_bytes() - size < settings.VIGIE_ATTACHMENTS_KEEP_FREE_BYTES:
        raise NoRoom


def received_bytes(file: SealedFile) -> int:
    """Return how much of a file has arrived."""
    total = file.parts.aggregate(total=Coalesce(Sum("size"), 0))["total"]
    return int(total)


def add_part(file: SealedFile, number: int, content: bytes) -> SealedPart:
    """Seal the next part of a file into the storage, then say that it is there.

    Raises OutOfStep when somebody sent this part meanwhile, NoRoom.
    """
    recipients = sealing.desk_recipients()
    if file.declarant_recipient:
        recipients.append(file.declarant_recipient)
    sealed = BytesIO()
    sealing.seal_stream(BytesIO(content), sealed, recipients)
    ciphertext = sealed.getvalue()
    part = SealedPart(
        file=file,
        number=number,
        size=len(content),
        stored_as=store(f"{file.key}/{number:05d}-{secrets.token_hex(4)}.age", ciphertext),
        digest=hashlib.sha256(ciphertext).hexdigest(),
        code_number=file.code_number,
    )
    try:
        with transaction.atomic():
            part.save(force_insert=True)
    except IntegrityError:
        storage().delete(part.stored_as)
        raise OutOfStep(received_bytes(file)) from None
    return part


def store(name: str, ciphertext: bytes) -> str:
    """Put a sealed part into the storage and return under which name. Raises NoRoom."""
    try:
        return storage().save(name, ContentFile(ciphertext))
    except OSError as error:
        if error.errno in FULL:
            raise NoRoom from error
        raise


def open_parts(file: SealedFile, identity: str) -> Iterator[bytes]:
    """Yield a file's content in clear, part by part: no more than one is ever in memory.

    Raises Damaged, at once or on the way: what came before is then to be thrown away.
    """
    for expected, part in enumerate(file.parts.order_by("number")):
        if part.number != expected:
            raise Damaged
        yield open_part(part, identity)


def open_part(part: SealedPart, identity: str) -> bytes:
    """Return one part in clear. Raises Damaged."""
    ciphertext = _ciphertext(part)
    if hashlib.sha256(ciphertext).hexdigest() != part.digest:
        raise Damaged
    try:
        sealing.unseal_stream(BytesIO(ciphertext), opened := BytesIO(), identity)
    except sealing.CannotUnseal as error:
        raise Damaged from error
    content = opened.getvalue()
    if len(content) != part.size:
        raise Damaged
    return content


def _ciphertext(part: SealedPart) -> bytes:
    try:
        return _stored(part)
    except FileNotFoundError:
        # It may have been sealed anew since its row was read, for a code that replaced another.
        part.refresh_from_db()
    try:
        return _stored(part)
    except FileNotFoundError as error:
        raise Damaged from error


def _stored(part: SealedPart) -> bytes:
    with storage().open(part.stored_as) as stored:
        ciphertext: bytes = stored.read()
    return ciphertext


def remove_content(file: SealedFile) -> None:
    """Remove the parts of a file that will not be kept, from the storage alone."""
    for part in file.parts.all():
        storage().delete(part.stored_as)
