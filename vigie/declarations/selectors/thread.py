"""The thread between a declarant and the desk, as the declarant reads it."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from vigie.core import sealing
from vigie.declarations.enums import Author
from vigie.declarations.models import ReadAtDesk, ReceiptMessage, SeenByDeclarant
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
    copies = list(ReceiptMessage.objects.filter(receipt=opened.receipt))
    keys = [copy.pk for copy in copies]
    seen = dict(SeenByDeclarant.objects.filter(pk__in=keys).values_list("message_id", "seen_at"))
    seen |= dict(ReadAtDesk.objects.filter(pk__in=keys).values_list("message_id", "read_at"))
    return [
        ThreadMessage(
            id=copy.pk,
            author=copy.author,
            sent_at=copy.sent_at,
            language=copy.language,
            seen_at=seen.get(copy.pk),
            **sealing.unseal_json(bytes(copy.ciphertext), opened.identity),
        )
        for copy in copies
    ]
