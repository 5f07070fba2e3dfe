"""Signed checkpoints: the head of the chain at one time, that a witness may keep elsewhere."""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TextIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.utils import timezone

from vigie.core.journal.chain import sound_links
from vigie.core.keys import journal_signing_key
from vigie.core.models import JournalCheckpoint


class MalformedWitness(ValueError):  # noqa: N818 - reads as the answer it is
    """A line of a witness's file is not a checkpoint."""


def sign_checkpoint() -> JournalCheckpoint | None:
    """Sign the head of the chain, unless it was signed already."""
    head = sound_links().order_by("-position").first()
    if head is None or JournalCheckpoint.objects.filter(position=head.position).exists():
        return None
    checkpoint = JournalCheckpoint(position=head.position, hash=head.hash, signed_at=timezone.now())
    signature = journal_signing_key().sign(_signed_text(checkpoint))
    checkpoint.signature = base64.b64encode(signature).decode()
    checkpoint.save(force_insert=True)
    return checkpoint


def stored_checkpoints() -> tuple[list[JournalCheckpoint], int]:
    """Return the checkpoints in order, and how many others cannot be read."""
    read, unreadable = [], 0
    for checkpoint in _rows():
        if checkpoint is not None and _is_sound(checkpoint):
            read.append(checkpoint)
        else:
            unreadable += 1
    return sorted(read, key=lambda each: each.position), unreadable


def is_genuine(checkpoint: JournalCheckpoint, key: Ed25519PublicKey | None = None) -> bool:
    """Tell whether this instance signed the checkpoint."""
    key = key or journal_signing_key().public_key()
    try:
        key.verify(base64.b64decode(checkpoint.signature), _signed_text(checkpoint))
    except (InvalidSignature, ValueError):
        return False
    return True


def export_checkpoints(file: TextIO) -> int:
    """Write every checkpoint for a witness, one JSON object a line; return how many.

    The public key is on each line: anybody can check the signatures without Vigie.
    """
    key = base64.b64encode(journal_signing_key().public_key().public_bytes_raw()).decode()
    count = 0
    for checkpoint in JournalCheckpoint.objects.order_by("position"):
        line = {
            "position": checkpoint.position,
            "hash": checkpoint.hash,
            "signed_at": _written(checkpoint.signed_at),
            "signature": checkpoint.signature,
            "key": key,
        }
        file.write(json.dumps(line) + "\n")
        count += 1
    return count


def read_checkpoints(lines: Iterable[str]) -> Iterator[JournalCheckpoint]:
    """Read what `export_checkpoints` wrote.

    Raises:
        MalformedWitness: a line is not a checkpoint; its number is told.
    """
    for number, line in enumerate(lines, start=1):
        try:
            fields = json.loads(line)
            yield JournalCheckpoint(
                position=int(fields["position"]),
                hash=str(fields["hash"]),
                signed_at=datetime.fromisoformat(fields["signed_at"]),
                signature=str(fields["signature"]),
            )
        except (ValueError, TypeError, KeyError):
            raise MalformedWitness(f"line {number} is not a checkpoint") from None


def _rows() -> list[JournalCheckpoint | None]:
    """Return the checkpoints; None for all of them when one stops the database's driver."""
    try:
        return list(JournalCheckpoint.objects.all())
    except Exception:  # noqa: BLE001 - whatever was put into one of the rows
        return [None] * JournalCheckpoint.objects.count()


def _is_sound(checkpoint: JournalCheckpoint) -> bool:
    kinds = {"position": int, "hash": str, "signature": str, "signed_at": datetime}
    return all(isinstance(getattr(checkpoint, name), kind) for name, kind in kinds.items())


def _signed_text(checkpoint: JournalCheckpoint) -> bytes:
    written = _written(checkpoint.signed_at)
    return (
        f"vigie journal checkpoint 1\n{checkpoint.position}\n{checkpoint.hash}\n{written}".encode()
    )


def _written(time: datetime) -> str:
    return time.astimezone(UTC).isoformat(timespec="microseconds")
