"""What is sealed is opened by whom it is sealed to, and by nobody else."""

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyrage.x25519 import Identity
from pytest_django import Settings

from vigie.core import keys, sealing

MINE, OTHER = Identity.generate(), Identity.generate()
TO_ME = [str(MINE.to_public())]

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=10,
)


@given(st.binary())
def test_what_is_sealed_is_opened_by_its_recipient(plaintext: bytes) -> None:
    assert sealing.unseal(sealing.seal(plaintext, TO_ME), str(MINE)) == plaintext


@given(json_values)
def test_a_json_value_comes_back_as_it_was(value: object) -> None:
    assert sealing.unseal_json(sealing.seal_json(value, TO_ME), str(MINE)) == value


def test_nobody_else_opens_it() -> None:
    with pytest.raises(sealing.CannotUnseal):
        sealing.unseal(sealing.seal(b"secret", TO_ME), str(OTHER))


def test_every_recipient_opens_it() -> None:
    sealed = sealing.seal(b"secret", [*TO_ME, str(OTHER.to_public())])

    assert sealing.unseal(sealed, str(MINE)) == sealing.unseal(sealed, str(OTHER)) == b"secret"


@given(st.integers(min_value=0), st.integers(1, 255))
def test_a_changed_byte_is_noticed(place: int, change: int) -> None:
    sealed = bytearray(sealing.seal(b"secret", TO_ME))
    sealed[place % len(sealed)] ^= change

    with pytest.raises(sealing.CannotUnseal):
        sealing.unseal(bytes(sealed), str(MINE))


@given(st.integers(0, 200_000))
def test_a_truncated_file_is_noticed_whole_or_streamed(kept: int) -> None:
    sealed = sealing.seal(b"x" * 150_000, TO_ME)[: min(kept, 150_000)]

    with pytest.raises(sealing.CannotUnseal):
        sealing.unseal(sealed, str(MINE))
    with pytest.raises(sealing.CannotUnseal):
        sealing.unseal_stream(io.BytesIO(sealed), io.BytesIO(), str(MINE))


def test_a_file_is_sealed_and_opened_piece_by_piece() -> None:
    sealed, opened = io.BytesIO(), io.BytesIO()
    sealing.seal_stream(io.BytesIO(b"scan" * 100_000), sealed, TO_ME)
    sealed.seek(0)
    sealing.unseal_stream(sealed, opened, str(MINE))

    assert opened.getvalue() == b"scan" * 100_000
    assert b"scan" not in sealed.getvalue()


def test_a_full_disk_is_not_taken_for_a_damaged_file() -> None:
    class FullDisk(io.BytesIO):
        def write(self, _: object, /) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left"):
        sealing.unseal_stream(
            io.BytesIO(sealing.seal(b"x" * 100_000, TO_ME)), FullDisk(), str(MINE)
        )


def test_what_is_not_an_identity_opens_nothing() -> None:
    with pytest.raises(sealing.CannotUnseal):
        sealing.unseal(sealing.seal(b"secret", TO_ME), "AGE-SECRET-KEY-1NONSENSE")


def test_the_desk_opens_what_is_sealed_to_it() -> None:
    sealed = sealing.seal(b"secret", sealing.desk_recipients())

    assert sealing.unseal(sealed, sealing.desk_identity()) == b"secret"


def test_the_recovery_key_opens_it_too() -> None:
    sealed = sealing.seal(b"secret", sealing.desk_recipients())
    recovery = (keys.keys_folder() / keys.RECOVERY).read_text().strip()

    assert sealing.unseal(sealed, recovery) == b"secret"


def test_a_front_process_seals_and_cannot_open(settings: Settings) -> None:
    settings.VIGIE_ROLE = "front"

    assert sealing.seal(b"secret", sealing.desk_recipients())
    with pytest.raises(sealing.ProcessCannotUnseal):
        sealing.desk_identity()


def test_recipients_may_come_from_the_environment(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    both = [str(MINE.to_public()), str(OTHER.to_public())]
    monkeypatch.setenv("VIGIE_RECIPIENTS", ", ".join(both))

    assert sealing.desk_recipients() == both


def test_one_recipient_is_not_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VIGIE_RECIPIENTS", " ".join([*TO_ME, *TO_ME]))

    with pytest.raises(keys.KeyMissing, match="at least 2"):
        sealing.desk_recipients()
