"""The thread between a declarant and the desk, as the declarant reads it."""

import uuid
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from vigie.core import sealing
from vigie.declarations.enums import Author
from vigie.declarations.models import ReadAtDesk, Receipt, ReceiptMessage, SeenByDeclarant
from vigie.declarations.selectors.receipts import OpenedReceipt


@dataclass(frozen=True)
class ThreadMessage:
    """A message as its declarant reads it."""

    id: uuid.UUID
    author: str
    sent_at: datetime
    language: str
    subject: str
    body: str
    # When the other side first saw it; None when it has not.
    seen_at: datetime | None
    # Keys of the attachments that were sent with it.
    files: Sequence[str] = ()

    @property
    def is_new(self) -> bool:
        """The desk wrote it, and the declarant sees it for the first time."""
        return self.author == Author.DESK and self.seen_at is None


def thread(opened: OpenedReceipt) -> list[ThreadMessage]:
    """Return the declarant's copies, oldest first. Runs under the front's database rights."""
    copies = _opened(opened)
    keys = [copy.pk for copy, _content in copies]
    seen = dict(SeenByDeclarant.objects.filter(pk__in=keys).values_list("message_id", "seen_at"))
    seen |= dict(ReadAtDesk.objects.filter(pk__in=keys).values_list("message_id", "read_at"))
    return [
        ThreadMessage(
            id=copy.pk,
            author=copy.author,
            sent_at=copy.sent_at,
            language=copy.language,
            seen_at=seen.get(copy.pk),
            **content,
        )
        for copy, content in copies
    ]


def unopened_messages(receipt: Receipt) -> int:
    """Return how many of the declarant's copies are sealed to a former code."""
    return receipt.messages.filter(code_number__lt=receipt.code_number).count()


def _opened(opened: OpenedReceipt) -> list[tuple[ReceiptMessage, dict[str, Any]]]:
    """Return the copies that this code opens, with what they say."""
    found = []
    for copy in ReceiptMessage.objects.filter(receipt=opened.receipt):
        with suppress(sealing.CannotUnseal):
            found.append((copy, sealing.unseal_json(bytes(copy.ciphertext), opened.identity)))
    return found
