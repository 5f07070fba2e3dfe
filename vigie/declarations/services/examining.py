"""The worker looks into each file that arrived: its type, its digest, what a scanner finds."""

import hashlib
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import RawIOBase
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from vigie.core import journal, scanner, sealing
from vigie.declarations.models import Attachment
from vigie.declarations.services import file_types
from vigie.declarations.services.sealed_files import Damaged, open_parts
from vigie.taxonomy.codes import AttachmentReason, AttachmentState

# How long a worker has a file for itself; if it dies, another takes over.
LEASE = timedelta(minutes=30)
# What is examined within the outbox's round, hence before the next mail leaves.
SMALL_BYTES = 20_000_000
MOST_A_ROUND = 100
DECIDED = (AttachmentState.QUARANTINED, AttachmentState.RELEASED)


def examine(pk: uuid.UUID) -> None:
    """Examine one file and say what became of it. Twice is once; desk only.

    Raises scanner.ScannerDown when the scanner does not answer: the file keeps waiting.
    """
    attachment = _claim(pk)
    if attachment is None:
        return
    try:
        state, reason, findings = _look_into(attachment)
    except BaseException:
        Attachment.objects.filter(pk=pk).update(examined_until=None)
        raise
    _conclude(attachment, state, reason, findings)


def waiting() -> list[uuid.UUID]:
    """Return the files that wait to be examined, first received first: as many as one round does.

    Those left are of the next round.
    """
    free = _free().order_by("received_at", "id")
    return list(free.values_list("pk", flat=True)[:MOST_A_ROUND])


def _free(at: datetime | None = None) -> Any:
    at = at or timezone.now()
    free = Q(examined_until=None) | Q(examined_until__lt=at)
    # An analyst may decide on a file before anything has looked into it.
    decided = Q(state__in=DECIDED, findings=b"")
    return Attachment.objects.filter(free, Q(state=AttachmentState.RECEIVED) | decided)


def _claim(pk: uuid.UUID) -> Attachment | None:
    claimed = _free().filter(pk=pk).update(examined_until=timezone.now() + LEASE)
    return Attachment.objects.select_related("file").get(pk=pk) if claimed else None


def _look_into(attachment: Attachment) -> tuple[str, str, dict[str, str]]:
    content = WatchedContent(open_parts(attachment.file, sealing.desk_identity()))
    try:
        state, reason, signature = _scan(attachment, content)
        content.read_to_the_end()
    except Damaged:
        return AttachmentState.DAMAGED, "", {}
    name = sealing.unseal_json(bytes(attachment.file.name_for_desk), sealing.desk_identity())
    kind = file_types.detect(content.head, name["name"])
    findings = {
        "type": kind.mime,
        "description": kind.description,
        "fits_name": "yes" if kind.fits_name else "no",
        "sha256": content.digest,
        "signature": signature,
    }
    return state, reason, findings


def _scan(attachment: Attachment, content: "WatchedContent") -> tuple[str, str, str]:
    """Return the state, its reason, and the name of the malware that was found."""
    if not scanner.is_configured():
        return AttachmentState.NOT_SCANNED, AttachmentReason.NO_SCANNER, ""
    if attachment.size > settings.VIGIE_CLAMD_MAX_BYTES:
        return AttachmentState.NOT_SCANNED, AttachmentReason.TOO_LARGE, ""
    try:
        verdict = scanner.scan(cast("BinaryIO", content))
    except scanner.TooLargeToScan:
        return AttachmentState.NOT_SCANNED, AttachmentReason.TOO_LARGE, ""
    if verdict.signature:
        return AttachmentState.QUARANTINED, AttachmentReason.MALWARE, verdict.signature
    return AttachmentState.CLEAN, "", ""


@transaction.atomic
def _conclude(attachment: Attachment, state: str, reason: str, findings: dict[str, str]) -> None:
    sealed = sealing.seal_json(findings, sealing.desk_recipients()) if findings else b""
    # Somebody may have set it apart meanwhile: their word stands, ours is added to it.
    row = Attachment.objects.filter(pk=attachment.pk)
    row.update(findings=sealed, examined_until=None)
    waits = row if state == AttachmentState.DAMAGED else row.exclude(state__in=DECIDED)
    waits.update(state=state, reason=reason)
    journal.record(
        "attachment.examined",
        actor="system",
        declaration=str(attachment.declaration_id),
        attachment=str(attachment.pk),
        state=state,
        **({"reason": reason} if reason else {}),
    )


class WatchedContent(RawIOBase):
    """A file in clear, read once: on the way its digest is made and its head is kept."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        """Read from `chunks`, which are opened as they are asked for."""
        self._chunks = chunks
        self._waiting = memoryview(b"")
        self._hash = hashlib.sha256()
        self.head = b""

    @property
    def digest(self) -> str:
        """SHA-256 of what was read."""
        return self._hash.hexdigest()

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes, at most `size`; none at the end."""
        if not self._waiting:
            chunk = next(self._chunks, b"")
            self._hash.update(chunk)
            self.head += chunk[: file_types.HEAD_BYTES - len(self.head)]
            self._waiting = memoryview(chunk)
        length = len(self._waiting) if size < 0 else size
        taken, self._waiting = self._waiting[:length], self._waiting[length:]
        return bytes(taken)

    def read_to_the_end(self) -> None:
        """Read what nobody has read yet."""
        while self.read():
            pass
