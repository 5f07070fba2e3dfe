"""Keys are made once, for their owner only, and never made again over a lost one."""

from pathlib import Path

import pytest
from pytest_django import Settings

from vigie.core import keys


def test_the_first_run_makes_every_key(tmp_path: Path) -> None:
    made = keys.make_missing_keys(tmp_path / "keys")

    assert keys.DESK in made
    assert {path.name for path in (tmp_path / "keys").iterdir()} == set(made)


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    keys.make_missing_keys(tmp_path)
    before = {path.name: path.read_text() for path in tmp_path.iterdir()}

    assert keys.make_missing_keys(tmp_path) == []
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == before


def test_only_their_owner_reads_them(tmp_path: Path) -> None:
    keys.make_missing_keys(tmp_path / "keys")

    assert (tmp_path / "keys").stat().st_mode & 0o077 == 0
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "keys").iterdir())


def test_a_recovery_key_moved_away_is_not_made_anew(tmp_path: Path) -> None:
    keys.make_missing_keys(tmp_path)
    (tmp_path / keys.RECOVERY).unlink()

    assert keys.make_missing_keys(tmp_path) == []
    assert not (tmp_path / keys.RECOVERY).exists()


def test_a_front_makes_none_but_what_signs_its_own_cookies(tmp_path: Path) -> None:
    keys.make_front_keys(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == [keys.SECRET]


def test_a_missing_key_is_named(tmp_path: Path, settings: Settings) -> None:
    settings.DATA_DIR = tmp_path

    with pytest.raises(keys.KeyMissing, match=keys.PSEUDONYM):
        keys.pseudonym_key()
