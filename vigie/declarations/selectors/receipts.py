"""What the declarant may see, read with the rights of a front process."""

import hmac
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from vigie.core import codes, sealing
from vigie.declarations.models import Receipt, SupportShown
from vigie.declarations.services.submissions import PlainFacts
from vigie.declarations.services.told import Said
from vigie.taxonomy.codes import Section, StructureKind

# Verified against when the reference is unknown, so that the answer takes as long.
NO_VERIFIER = "0" * 64


@dataclass(frozen=True)
class OpenedDocument:
    """One report as the declarant sent it."""

    stage: str
    submitted_at: datetime
    structure: dict[str, Any] | None
    facts: PlainFacts
    sections: dict[str, dict[str, Any]]


@dataclass(frozen=True)
class OpenedReceipt:
    """A receipt opened with its code: everything its declarant may see."""

    receipt: Receipt
    documents: list[OpenedDocument]
    # Reports that this code does not open: see `services.resealing`.
    unopened: int
    # Opens what else is sealed to the declarant, for the length of one answer.
    identity: str = field(repr=False)

    @property
    def structure(self) -> dict[str, Any]:
        """The structure as first declared."""
        return self.documents[0].structure or {}

    @property
    def structure_kind(self) -> str:
        """Group of structure categories, as first declared."""
        return str(self.structure.get("kind", StructureKind.UNKNOWN))

    @property
    def current_facts(self) -> PlainFacts:
        """The plain facts as the latest report has them."""
        return self.documents[-1].facts

    @property
    def said_of_authorities(self) -> list[Said]:
        """What was said of the other authorities told, report after report."""
        return [
            (document.submitted_at, document.sections.get(Section.AUTHORITIES, {}))
            for document in self.documents
        ]


def open_receipt(reference: str, code: str) -> OpenedReceipt | None:
    """Return what `code` opens under `reference`, or None, in the same time either way.

    Both must be normalised. Whether the reference exists cannot be told from the answer nor
    from how long it takes: derivation and comparison happen in every case.
    """
    keys = codes.derive(code)
    receipt = Receipt.objects.filter(reference=reference).first()
    verifier = receipt.verifier if receipt else NO_VERIFIER
    if not hmac.compare_digest(verifier, keys.verifier) or receipt is None:
        return None
    opened, unopened = _documents(receipt, keys.identity)
    # None at all: the code was replaced at this very moment.
    return OpenedReceipt(receipt, opened, unopened, keys.identity) if opened else None


def _documents(receipt: Receipt, identity: str) -> tuple[list[OpenedDocument], int]:
    """Return the reports that this identity opens, oldest first, and how many it does not."""
    opened, unopened = [], 0
    for row in receipt.documents.all():
        try:
            content = sealing.unseal_json(bytes(row.ciphertext), identity)
        except sealing.CannotUnseal:
            unopened += 1
            continue
        opened.append(
            OpenedDocument(
                stage=row.stage,
                submitted_at=row.submitted_at,
                structure=content["structure"],
                facts=PlainFacts.from_json(content["facts"]),
                sections=content["sections"],
            )
        )
    return opened, unopened


def support_shown(receipt: Receipt) -> QuerySet[SupportShown]:
    """Return the help asked for or offered, as the declarant is shown it, with the answers."""
    return SupportShown.objects.filter(receipt=receipt).prefetch_related("replies")
