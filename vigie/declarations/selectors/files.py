"""Files of a declaration: those that its declarant may see, those that the desk has."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from vigie.core import codes, sealing
from vigie.declarations.models import Attachment, Receipt, SealedFile, SealedPart


@dataclass(frozen=True)
class NamedFile:
    """A file of a declaration, its name opened."""

    attachment: Attachment
    # Empty where this code does not open it.
    name: str
    # False while its content is sealed anew for a code that replaced another.
    ready: bool


def declarants_files(receipt: Receipt, code: str) -> list[NamedFile]:
    """Return the files that the declarant sent or may see, oldest first, their names opened."""
    identity = codes.derive(code).identity
    return [
        NamedFile(
            attachment,
            name=_name_of(attachment.file, identity),
            ready=attachment.ready,  # type: ignore[attr-defined]
        )
        for attachment in _seen_by_declarant(receipt)
    ]


def declarants_file(receipt: Receipt, pk: uuid.UUID) -> Attachment | None:
    """Return a file that the declarant sent or may see."""
    return _seen_by_declarant(receipt).filter(pk=pk).first()


def sent_file(receipt: Receipt, file_id: uuid.UUID) -> Attachment | None:
    """Return such a file by the key under which it was announced; for programs."""
    return _seen_by_declarant(receipt).filter(file=file_id).first()


def attachments_of(declarations: Collection[uuid.UUID]) -> QuerySet[Attachment]:
    """Return the files of these declarations, last received first; for a process of the desk."""
    return (
        Attachment.objects.filter(declaration__in=declarations)
        .select_related("file", "declaration")
        .order_by("-received_at", "-id")
    )


def arriving_file(receipt: Receipt, pk: uuid.UUID) -> SealedFile | None:
    """Return a file that the declarant's script is sending, or has sent."""
    return SealedFile.objects.filter(
        pk=pk,
        declaration_id=receipt.declaration_id,
        sent_by=SealedFile.DECLARANT,
        announced_size__isnull=False,
    ).first()


def _seen_by_declarant(receipt: Receipt) -> QuerySet[Attachment]:
    stale = SealedPart.objects.filter(file=OuterRef("file"), code_number__lt=receipt.code_number)
    return (
        Attachment.objects.filter(declaration_id=receipt.declaration_id)
        .exclude(file__declarant_recipient="")
        .annotate(ready=~Exists(stale))
        .select_related("file")
        .order_by("received_at", "id")
    )


def _name_of(file: SealedFile, identity: str) -> str:
    try:
        return str(sealing.unseal_json(bytes(file.name_for_declarant), identity)["name"])
    except sealing.CannotUnseal:
        return ""
