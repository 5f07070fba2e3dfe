"""Waivers: a statistician answers, by name, for showing national totals of few structures."""

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from vigie.observatory.disclosure.cells import Cell, CellId, names

# These say among which declarations a total is counted; they do not divide it.
NO_WAY = frozenset({"year", "scope"})
# Who knows the place is near to knowing the structure: no waiver for these.
OF_A_PLACE = frozenset({"region", "department", "territory", "structure"})


class WaiverRefused(ValueError):  # noqa: N818 - reads as the answer it is
    """The waiver is not signed by this key as it stands, or asks for what none may let through."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """Which totals of one realm are shown though small, who answers for it, when and why."""

    realm: str
    signed_by: str
    signed_at: datetime
    reason: str
    totals: tuple[CellId, ...]
    signature: bytes = b""

    def as_dict(self) -> dict[str, Any]:
        """Return what a publication says of it, beside who signed."""
        return {
            "signed_at": self.signed_at.isoformat(),
            "reason": self.reason,
            "totals": [
                {"counted": each.counted, "where": dict(each.where)} for each in self.totals
            ],
            "signature": base64.b64encode(self.signature).decode(),
        }

    @classmethod
    def from_dict(cls, realm: str, said: Mapping[str, Any]) -> Self | None:
        """Read what a publication says; None where it says only who signed."""
        if "signature" not in said:
            return None
        return cls(
            realm,
            said["signed_by"],
            datetime.fromisoformat(said["signed_at"]),
            said["reason"],
            tuple(CellId.of(each["counted"], each["where"]) for each in said["totals"]),
            base64.b64decode(said["signature"]),
        )

    def signed(self, key: Ed25519PrivateKey) -> "Waiver":
        """Return the waiver with its signature."""
        return replace(self, signature=key.sign(self._text()))

    def is_genuine(self, key: Ed25519PublicKey) -> bool:
        """Tell whether this key signed all that the waiver says."""
        try:
            key.verify(self.signature, self._text())
        except InvalidSignature:
            return False
        return bool(self.signed_by.strip())

    def _text(self) -> bytes:
        said = {
            "realm": self.realm,
            "signed_by": self.signed_by,
            "signed_at": self.signed_at.astimezone(UTC).isoformat(timespec="microseconds"),
            "reason": self.reason,
            "totals": [
                [total.counted, [list(pair) for pair in total.where]] for total in self.totals
            ],
        }
        return b"vigie disclosure waiver 1\n" + json.dumps(said, sort_keys=True).encode()


def is_national_one_way(cell: CellId) -> bool:
    """Tell whether a cell counts the nation, by one dimension at most beside year and scope."""
    grouped = {dimension for dimension, _code in cell.where} - NO_WAY
    return len(grouped) <= 1 and not grouped & OF_A_PLACE


def waive(cells: Iterable[Cell], waiver: Waiver, key: Ed25519PublicKey) -> list[Cell]:
    """Return the cells, those that a waiver names among them to be shown whatever they are.

    Raises:
        WaiverRefused: the waiver names other than national one-way totals, says no reason, or is
            not genuine.
    """
    if not waiver.reason.strip():
        raise WaiverRefused("no reason is given")
    if beyond := [each for each in waiver.totals if not is_national_one_way(each)]:
        raise WaiverRefused(f"not a national one-way total: {names(beyond)}")
    if not waiver.is_genuine(key):
        raise WaiverRefused("the signature is not of this waiver and this key")
    waived = set(waiver.totals)
    return [replace(c, anyway=True) if c.id in waived else c for c in cells]
