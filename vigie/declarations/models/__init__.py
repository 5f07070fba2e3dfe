"""What a structure told us, and all that the declarant sees. Import models from here.

A front process INSERTs into these tables and reads only `Receipt`, `ReceiptDocument`, `Clock`
and the attachments: see docs/threat-model.md.
"""

from vigie.declarations.models.attachment import Attachment, SealedFile, SealedPart
from vigie.declarations.models.clock import Clock
from vigie.declarations.models.declaration import Declaration, Report, SealedSection
from vigie.declarations.models.receipt import Receipt, ReceiptDocument

__all__ = [
    "Attachment",
    "Clock",
    "Declaration",
    "Receipt",
    "ReceiptDocument",
    "Report",
    "SealedFile",
    "SealedPart",
    "SealedSection",
]
