"""What the declarant may see, read with the rights of a front process."""

import hmac
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from vigie.core import codes, sealing
from vigie.declarations.models import Clock, Receipt, SupportShown
from vigie.declarations.services.submissions import PlainFacts
from vigie.taxonomy import regimes
from vigie.taxonomy.codes import StructureKind

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
    def authorities_told(self) -> dict[str, dict[str, Any]]:
        """Other authorities already told, by code, the latest word on each."""
        return {
            told["authority"]: told
            for document in self.documents
            for told in document.sections.get("authorities", {}).get("told", [])
        }


@dataclass(frozen=True)
class Deadline:
    """One thing owed, or to be checked, and where it stands."""

    regime: regimes.Regime
    stage: str
    status: str
    due_at: datetime | None
    met: bool
    reasons: Sequence[str]

    def late(self, at: datetime | None = None) -> bool:
        """Tell whether the time has passed and it is not met."""
        return not self.met and self.due_at is not None and self.due_at < (at or timezone.now())


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
    return OpenedReceipt(receipt, _documents(receipt, keys.identity), keys.identity)


def _documents(receipt: Receipt, identity: str) -> list[OpenedDocument]:
    opened = []
    for row in receipt.documents.all():
        content = sealing.unseal_json(bytes(row.ciphertext), identity)
        opened.append(
            OpenedDocument(
                stage=row.stage,
                submitted_at=row.submitted_at,
                structure=content["structure"],
                facts=PlainFacts.from_json(content["facts"]),
                sections=content["sections"],
            )
        )
    return opened


def support_shown(receipt: Receipt) -> QuerySet[SupportShown]:
    """Return the help asked for or offered, as the declarant is shown it, with the answers."""
    return SupportShown.objects.filter(receipt=receipt).prefetch_related("replies")


def deadlines(opened: OpenedReceipt) -> list[Deadline]:
    """Return what the declarant owes to whom by when, the soonest first."""
    return deadlines_of(
        list(opened.receipt.clocks.all()),
        stages={document.stage for document in opened.documents},
        told=opened.authorities_told,
    )


def deadlines_of(
    clocks: Sequence[Clock], *, stages: Collection[str], told: Collection[str]
) -> list[Deadline]:
    """Return where these clocks stand, the soonest first.

    Met: what is owed to us, once its stage has reached us; what is owed to another
    authority, once the declarant says it was told. Where the same thing was first to be
    checked and is now owed, only what is owed is shown.
    """
    owed = {(clock.regime, clock.stage) for clock in clocks if clock.status == regimes.OWED}
    found = []
    for clock in clocks:
        if clock.status != regimes.OWED and (clock.regime, clock.stage) in owed:
            continue
        regime = regimes.regime(clock.regime)
        found.append(
            Deadline(
                regime=regime,
                stage=clock.stage,
                status=clock.status,
                due_at=clock.due_at,
                met=regime.recipient in told or (regime.received_here and clock.stage in stages),
                reasons=clock.reasons,
            )
        )
    return sorted(found, key=_soonest_first)


def _soonest_first(deadline: Deadline) -> tuple[bool, bool, float, str]:
    due = deadline.due_at.timestamp() if deadline.due_at else 0.0
    return (deadline.met, deadline.status != regimes.OWED, due, deadline.regime.code)
