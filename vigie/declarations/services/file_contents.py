"""Reading files back: the declarant with the code, the desk with its key, journaled."""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction

from vigie.core import codes, journal, sealing
from vigie.core.protected_archive import protected_archive
from vigie.declarations.models import Attachment
from vigie.declarations.services.sealed_files import open_parts
from vigie.taxonomy.codes import AttachmentState

# The field's convention, which every analyst's tool knows: it keeps a scanner or a careless
# click from the content, and is no secret.
ARCHIVE_PASSWORD = "infected"  # noqa: S105


@dataclass(frozen=True)
class FileToSend:
    """A file on its way to a browser."""

    name: str
    # None where it is not known before the end.
    size: int | None
    chunks: Iterator[bytes]


@dataclass(frozen=True)
class OpenedName:
    """A file's name and what was found in it, in clear: never to be stored or logged."""

    name: str
    # By content; empty until it was examined.
    mime: str
    description: str
    # False where the content is not what the name says.
    fits_name: bool
    sha256: str
    # Of the malware that the scanner found; empty elsewhere.
    signature: str


def only_in_archive(attachment: Attachment) -> bool:
    """Tell whether a file leaves only in an archive that a password protects."""
    return attachment.is_sample or attachment.state == AttachmentState.QUARANTINED


def send_to_declarant(attachment: Attachment, code: str) -> FileToSend:
    """Open a file with the receipt code. Raises Damaged, or sealing.CannotUnseal."""
    identity = codes.derive(code).identity
    name = sealing.unseal_json(bytes(attachment.file.name_for_declarant), identity)["name"]
    return _prepare(attachment, str(name), identity)


@transaction.atomic
def send_to_desk(attachment: Attachment, *, actor: str) -> FileToSend:
    """Open a file with the desk's key, and journal who did. Raises Damaged.

    The caller has checked the right (`vigie.incidents.access`).
    """
    identity = sealing.desk_identity()
    journal.record(
        "attachment.downloaded",
        actor=actor,
        declaration=str(attachment.declaration_id),
        attachment=str(attachment.pk),
    )
    name = sealing.unseal_json(bytes(attachment.file.name_for_desk), identity)["name"]
    return _prepare(attachment, str(name), identity)


@transaction.atomic
def open_names(attachments: Iterable[Attachment], *, actor: str) -> dict[uuid.UUID, OpenedName]:
    """Open the names of files and what was found in them, by their keys; journal who did.

    The caller has checked the right (`vigie.incidents.access`).
    """
    identity = sealing.desk_identity()
    files = list(attachments)
    for declaration in dict.fromkeys(str(each.declaration_id) for each in files):
        journal.record("declaration.files_opened", actor=actor, declaration=declaration)
    return {each.pk: _open_name(each, identity) for each in files}


def _open_name(attachment: Attachment, identity: str) -> OpenedName:
    name = sealing.unseal_json(bytes(attachment.file.name_for_desk), identity)["name"]
    sealed = bytes(attachment.findings)
    found = sealing.unseal_json(sealed, identity) if sealed else {}
    return OpenedName(
        name=str(name),
        mime=found.get("type", ""),
        description=found.get("description", ""),
        fits_name=found.get("fits_name", "yes") == "yes",
        sha256=found.get("sha256", ""),
        signature=found.get("signature", ""),
    )


def _prepare(attachment: Attachment, name: str, identity: str) -> FileToSend:
    chunks = _first_opened(open_parts(attachment.file, identity))
    if only_in_archive(attachment):
        archive = protected_archive(name, chunks, password=ARCHIVE_PASSWORD)
        return FileToSend(f"{name}.zip", None, archive)
    return FileToSend(name, attachment.size, chunks)


def _first_opened(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Open the first part at once: a file that is damaged there is told of on a page."""
    first = next(chunks, b"")

    def all_of_it() -> Iterator[bytes]:
        yield first
        yield from chunks

    return all_of_it()
