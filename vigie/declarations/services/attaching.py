"""Files join a declaration: from the form alone, or in parts that a script sends."""

import uuid

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from vigie.core import journal, outbox
from vigie.core.uploads import CutOff, Reception, Refused
from vigie.declarations.models import Attachment, Receipt, SealedFile
from vigie.declarations.services import sealed_files
from vigie.declarations.services.sealed_files import (
    PART_BYTES,
    EmptyFile,
    FileTooLarge,
    OutOfStep,
    Sender,
    TooMuchInAll,
)

# What a form holds beside its files.
FORM_BYTES = 100_000


def from_declarant(receipt: Receipt) -> Sender:
    """Return the declarant as a sender."""
    return Sender(SealedFile.DECLARANT, receipt.declarant_recipient, receipt.code_number)


def from_desk(declaration_id: uuid.UUID, *, shown_to_declarant: bool) -> Sender:
    """Return the desk as a sender; a declaration without a receipt has nobody to show it to."""
    receipt = Receipt.objects.filter(declaration_id=declaration_id).first()
    if receipt is None or not shown_to_declarant:
        return Sender(SealedFile.DESK, "")
    return Sender(SealedFile.DESK, receipt.declarant_recipient, receipt.code_number)


class IncomingFile:
    """A file that a form sends: sealed while it arrives, attached once the form is sound."""

    def __init__(self, declaration_id: uuid.UUID, sender: Sender, *, name: str) -> None:
        """Open the file; raises what `sealed_files.begin_file` raises."""
        self.file = sealed_files.begin_file(declaration_id, sender, name=name)
        self.name = name
        self.left = sealed_files.bytes_left(declaration_id, sender.sent_by)
        self.size = 0
        self.number = 0
        self.waiting = bytearray()

    def write(self, data: bytes) -> None:
        """Seal the next bytes. Raises FileTooLarge, TooMuchInAll or NoRoom."""
        self.size += len(data)
        if self.size > settings.VIGIE_ATTACHMENT_MAX_BYTES:
            raise FileTooLarge
        if self.size > self.left:
            raise TooMuchInAll
        self.waiting += data
        while len(self.waiting) >= PART_BYTES:
            self._seal(PART_BYTES)

    def attach(self, *, is_sample: bool, actor: str, enclosed: bool = False) -> Attachment:
        """Seal what is left, and say that the file is whole. Raises EmptyFile or NoRoom.

        `enclosed`: it comes with a message, which tells of it.
        """
        if self.size == 0:
            raise EmptyFile
        if self.waiting:
            self._seal(len(self.waiting))
        return attach(self.file, is_sample=is_sample, actor=actor, enclosed=enclosed)

    def abandon(self) -> None:
        """Have what has arrived forgotten."""
        cancel(self.file)

    def _seal(self, length: int) -> None:
        sealed_files.refuse_without_room(length)
        content = bytes(self.waiting[:length])
        del self.waiting[:length]
        sealed_files.add_part(self.file, self.number, content)
        self.number += 1


def reception_of_files(declaration_id: uuid.UUID, sender: Sender) -> Reception:
    """Return what takes in the files that a form sends with a declaration."""
    return Reception(
        lambda name: IncomingFile(declaration_id, sender, name=name),
        longest_body=sealed_files.bytes_left(declaration_id, sender.sent_by) + FORM_BYTES,
    )


def attach_arrived(
    arrived: Reception, *, whole: bool, is_sample: bool, actor: str, enclosed: bool = False
) -> list[Attachment]:
    """Attach the files that a form brought whole; `arrived.refusal` says what was not.

    `whole`: whether the form's last field came, hence the last file before it. Of a form that
    was cut off, the last file may be half a file. `enclosed`: they come with a message.
    """
    files: list[IncomingFile] = arrived.take()
    if not whole and arrived.refusal is None:
        arrived.refusal = CutOff()
        for cut_off in files[-1:]:
            cut_off.abandon()
        files = files[:-1]
    attached = []
    for file in files:
        try:
            attached.append(file.attach(is_sample=is_sample, actor=actor, enclosed=enclosed))
        except Refused as refusal:
            file.abandon()
            if arrived.refusal is None:
                arrived.refusal, arrived.refused_name = refusal, file.name
    return attached


def continue_file(
    file: SealedFile, *, offset: int, content: bytes, is_sample: bool, actor: str
) -> int:
    """Take in the next part of a file whose size was announced; return where it stands now.

    Whole, it is attached. Every part but the last has `PART_BYTES`. Raises OutOfStep when
    `content` is not what follows, NoRoom.
    """
    received = sealed_files.received_bytes(file)
    size = file.announced_size or 0
    if offset != received or len(content) != min(PART_BYTES, size - received):
        raise OutOfStep(received)
    if content:
        sealed_files.refuse_without_room(len(content))
        sealed_files.add_part(file, offset // PART_BYTES, content)
    if received + len(content) == size:
        attach(file, is_sample=is_sample, actor=actor)
    return received + len(content)


def attach(file: SealedFile, *, is_sample: bool, actor: str, enclosed: bool = False) -> Attachment:
    """Say that a file has arrived whole. Twice is once. Raises OutOfStep when it was cancelled."""
    try:
        with transaction.atomic():
            return _attach(file, is_sample, actor, enclosed=enclosed)
    except IntegrityError:
        attachment = Attachment.objects.filter(file=file).first()
        if attachment is None:
            raise OutOfStep(0) from None
        return attachment


def _attach(file: SealedFile, is_sample: bool, actor: str, *, enclosed: bool) -> Attachment:
    attachment = Attachment(
        file=file,
        declaration_id=file.declaration_id,
        received_at=timezone.now(),
        size=sealed_files.received_bytes(file),
        is_sample=is_sample,
    )
    attachment.save(force_insert=True)
    journal.record(
        "attachment.received",
        actor=actor,
        declaration=str(file.declaration_id),
        attachment=str(attachment.pk),
    )
    outbox.enqueue("attachment.examine", attachment=str(attachment.pk))
    if file.sent_by == SealedFile.DECLARANT and not enclosed:
        outbox.enqueue("attachment.arrived", attachment=str(attachment.pk))
    return attachment


def cancel(file: SealedFile) -> None:
    """Have a file that is still arriving forgotten, by the worker: the front removes nothing."""
    outbox.enqueue("attachment.forget", file=str(file.pk))
