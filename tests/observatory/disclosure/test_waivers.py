"""A waiver lets through national totals only, and only as it was signed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from vigie.observatory.disclosure import (
    Cell,
    CellId,
    Waiver,
    WaiverRefused,
    is_national_one_way,
    waive,
)

KEY = Ed25519PrivateKey.generate()
NATIONAL = CellId.of("declarations", {"year": "2024", "kind": "ransomware"})
CELLS = [Cell(NATIONAL, 2, 2), Cell(CellId.of("declarations", {"year": "2024"}), 90, 60)]
WAIVER = Waiver(
    "live", "S. Tatistician", datetime(2025, 1, 5, tzinfo=UTC), "Told in parliament.", (NATIONAL,)
)


def test_what_is_signed_for_is_shown_whatever_it_is() -> None:
    shown, other = waive(CELLS, WAIVER.signed(KEY), KEY.public_key())

    assert shown.anyway
    assert other == CELLS[1]


@pytest.mark.parametrize(
    "forged",
    [
        WAIVER,
        WAIVER.signed(Ed25519PrivateKey.generate()),
        replace(WAIVER.signed(KEY), reason="Another."),
        replace(WAIVER.signed(KEY), realm="demo"),
        replace(WAIVER.signed(KEY), totals=(NATIONAL, CELLS[1].id)),
        replace(WAIVER, signed_by=" ").signed(KEY),
    ],
)
def test_what_was_not_signed_so_is_refused(forged: Waiver) -> None:
    with pytest.raises(WaiverRefused, match="signature"):
        waive(CELLS, forged, KEY.public_key())


def test_a_waiver_says_why() -> None:
    with pytest.raises(WaiverRefused, match="reason"):
        waive(CELLS, replace(WAIVER, reason=" ").signed(KEY), KEY.public_key())


def test_no_waiver_for_a_place_or_for_two_dimensions() -> None:
    region = CellId.of("declarations", {"year": "2024", "region": "94"})
    crossed = CellId.of(
        "declarations", {"year": "2024", "kind": "ransomware", "origin": "malicious"}
    )
    assert [is_national_one_way(each) for each in (NATIONAL, region, crossed)] == [
        True,
        False,
        False,
    ]

    with pytest.raises(WaiverRefused, match="region=94"):
        waive(CELLS, replace(WAIVER, totals=(region,)).signed(KEY), KEY.public_key())


def test_a_waiver_is_read_back_as_it_was_published() -> None:
    signed = WAIVER.signed(KEY)
    assert Waiver.from_dict("live", {"signed_by": signed.signed_by, **signed.as_dict()}) == signed
