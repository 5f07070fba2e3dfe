"""What a structure told us, and all that the declarant sees. Import models from here.

A front process INSERTs into these tables and reads only what is made for the declarant:
`Receipt`, `ReceiptDocument`, `Clock`, the attachments, `ReceiptMessage`, `SeenByDeclarant`,
`SharedWith`, and of `ReadAtDesk` when a message was read. See docs/threat-model.md.
"""

from vigie.declarations.models.attachment import (
    Attachment,
    SealedFile,
    SealedPart,
)
from vigie.declarations.models.clock import (
    Clock,
)
from vigie.declarations.models.declaration import (
    Declaration,
    Report,
    SealedSection,
)
from vigie.declarations.models.receipt import (
    Receipt,
    ReceiptDocument,
)
from vigie.declarations.models.reminder import (
    Reminder,
)
from vigie.declarations.models.replacement import (
    CodeReplacement,
)
from vigie.declarations.models.shared import (
    SharedWith,
)
from vigie.declarations.models.support import (
    SupportReply,
    SupportShown,
)
from vigie.declarations.models.thread import (
    Message,
    MessageNotice,
    ReadAtDesk,
    ReceiptMessage,
    SeenByDeclarant,
)

__all__ = [
    "Attachment",
    "Clock",
    "CodeReplacement",
    "Declaration",
    "Message",
    "MessageNotice",
    "ReadAtDesk",
    "Receipt",
    "ReceiptDocument",
    "ReceiptMessage",
    "Reminder",
    "Report",
    "SealedFile",
    "SealedPart",
    "SealedSection",
    "SeenByDeclarant",
    "SharedWith",
    "SupportReply",
    "SupportShown",
]
