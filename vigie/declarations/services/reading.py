"""A thread is read: by the desk, in the one way that opens it; by the declarant, on its page."""

import uuid
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from vigie.core import journal, sealing
from vigie.declarations.enums import Author
from vigie.declarations.models import (
    Attachment,
    Message,
    ReadAtDesk,
    Receipt,
    SeenByDeclarant,
)
from vigie.declarations.services.file_contents import open_names


@dataclass(frozen=True)
class AttachedFile:
    """A file that was sent with a message."""

    attachment: Attachment
    name: str


@dataclass(frozen=True)
class OpenedMessage:
    """A message as the desk reads it, in clear: never to be stored or logged."""

    id: uuid.UUID
    author: str
    sent_at: datetime
    language: str
    subject: str
    body: str
    # Name of the person of the desk who wrote it; empty for a declarant.
    sent_by: str
    # When the other side first saw it; None when it has not.
    seen_at: datetime | None
    # Name of the first at the desk who opened it; empty for what the desk wrote.
    read_by: str
    # Nobody of the desk had opened it before.
    is_new: bool
    files: tuple[AttachedFile, ...]


@transaction.atomic
def open_threads(
    declaration_ids: Collection[uuid.UUID], *, reader: int | None, actor: str
) -> dict[uuid.UUID, list[OpenedMessage]]:
    """Open these threads, oldest message first; journal who did, and mark them read by the team.

    `reader` is the key of the person. The caller has checked the right
    (`vigie.incidents.access`). Raises `sealing.ProcessCannotUnseal` on a front process.
    """
    identity = sealing.desk_identity()
    for key in declaration_ids:
        journal.record("message.opened", actor=actor, declaration=str(key))
    messages = list(
        Message.objects.filter(declaration__in=declaration_ids).select_related(
            "sent_by", "reading__read_by"
        )
    )
    unread = [each for each in messages if each.author == Author.DECLARANT and not _reading(each)]
    now = timezone.now()
    # Two analysts who open it at once: the first is remembered, neither is told no.
    ReadAtDesk.objects.bulk_create(
        (ReadAtDesk(message_id=each.pk, read_at=now, read_by_id=reader) for each in unread),
        ignore_conflicts=True,
    )
    Message.objects.filter(pk__in=[each.pk for each in unread]).update(unread=False)
    seen = dict(
        SeenByDeclarant.objects.filter(pk__in=[each.pk for each in messages]).values_list(
            "message_id", "seen_at"
        )
    )
    contents = {each.pk: sealing.unseal_json(bytes(each.ciphertext), identity) for each in messages}
    files = _attached(contents.values(), declaration_ids, actor)
    opened: dict[uuid.UUID, list[OpenedMessage]] = {key: [] for key in declaration_ids}
    for each in messages:
        opened[each.declaration_id].append(_opened(each, contents[each.pk], seen, files))
    return opened


def note_seen(receipt: Receipt, message_ids: Iterable[uuid.UUID]) -> None:
    """Note that these messages of the desk were shown to their declarant, who is told of it.

    Runs under the front's database rights: what was noted before stays.
    """
    now = timezone.now()
    rows = [SeenByDeclarant(message_id=key, seen_at=now) for key in message_ids]
    if not rows:
        return
    with transaction.atomic():
        SeenByDeclarant.objects.bulk_create(rows, ignore_conflicts=True)
        journal.record("message.seen", actor="declarant", declaration=str(receipt.declaration_id))


def _attached(
    contents: Iterable[Mapping[str, Any]], declaration_ids: Collection[uuid.UUID], actor: str
) -> dict[str, AttachedFile]:
    """Return the files that messages name, by key; those of other declarations are not shown."""
    keys = {key for content in contents for key in content.get("files", ())}
    if not keys:
        return {}
    attachments = list(
        Attachment.objects.filter(pk__in=keys, declaration__in=declaration_ids).select_related(
            "file"
        )
    )
    names = open_names(attachments, actor=actor)
    return {str(each.pk): AttachedFile(each, names[each.pk].name) for each in attachments}


def _opened(
    message: Message,
    content: Mapping[str, Any],
    seen: Mapping[uuid.UUID, datetime],
    files: Mapping[str, AttachedFile],
) -> OpenedMessage:
    reading = _reading(message)
    from_declarant = message.author == Author.DECLARANT
    return OpenedMessage(
        id=message.pk,
        author=message.author,
        sent_at=message.sent_at,
        language=message.language,
        sent_by=str(message.sent_by or ""),
        seen_at=reading.read_at if reading else seen.get(message.pk),
        read_by=str(reading.read_by or "") if reading else "",
        is_new=from_declarant and reading is None,
        subject=content["subject"],
        body=content["body"],
        files=tuple(files[key] for key in content.get("files", ()) if key in files),
    )


def _reading(message: Message) -> ReadAtDesk | None:
    return getattr(message, "reading", None)
