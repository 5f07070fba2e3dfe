"""Reads of this floor, by subject. Import them from here."""

from vigie.declarations.selectors.deadlines import (
    Deadline,
    deadlines,
    deadlines_of,
)
from vigie.declarations.selectors.files import (
    NamedFile,
    arriving_file,
    attachments_of,
    declarants_file,
    declarants_files,
    sent_file,
)
from vigie.declarations.selectors.receipts import (
    OpenedDocument,
    OpenedReceipt,
    open_receipt,
    support_shown,
)
from vigie.declarations.selectors.shared import (
    shared_with,
)
from vigie.declarations.selectors.thread import (
    ThreadMessage,
    thread,
    unopened_messages,
)
from vigie.declarations.selectors.unread import (
    NO_MESSAGE,
    ThreadSummary,
    thread_summaries,
    to_announce,
    unread_at_desk,
    with_unread,
)

__all__ = [
    "NO_MESSAGE",
    "Deadline",
    "NamedFile",
    "OpenedDocument",
    "OpenedReceipt",
    "ThreadMessage",
    "ThreadSummary",
    "arriving_file",
    "attachments_of",
    "deadlines",
    "deadlines_of",
    "declarants_file",
    "declarants_files",
    "open_receipt",
    "sent_file",
    "shared_with",
    "support_shown",
    "thread",
    "thread_summaries",
    "to_announce",
    "unopened_messages",
    "unread_at_desk",
    "with_unread",
]
