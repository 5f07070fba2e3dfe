"""What `vigie setup` makes, warns of and refuses."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from pytest_django import Settings
from rich.console import Console

from vigie.core import installation, journal, keys
from vigie.core.models import JournalCheckpoint, JournalEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings: Settings, tmp_path: Path) -> Path:
    """Where nothing is yet."""
    settings.DATA_DIR = tmp_path / "data"
    settings.STATIC_ROOT = tmp_path / "data" / "static"
    return tmp_path / "data"


def prepared() -> str:
    said = StringIO()
    installation.prepare(Console(file=said, width=1000))
    return said.getvalue()


def test_the_first_run_makes_folder_keys_and_static_files(folder: Path) -> None:
    prepared()

    assert (folder / "keys" / keys.DESK).exists()
    assert (folder / "static" / "vigie").is_dir()
    assert folder.stat().st_mode & 0o077 == 0


def test_it_warns_of_the_recovery_key_until_it_is_moved_away(folder: Path) -> None:
    recovery = folder / "keys" / keys.RECOVERY

    assert f"Move the recovery key away from this machine: {recovery}" in prepared()
    assert "Move the recovery key" in prepared()
    recovery.unlink()
    assert "recovery" not in prepared()


@pytest.mark.usefixtures("folder")
def test_the_command_says_what_to_do_next(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("setup")

    assert capsys.readouterr().out == "Vigie is set up. Next: vigie run\n"


@pytest.mark.usefixtures("folder")
def test_what_was_done_before_the_first_worker_is_linked_and_signed() -> None:
    keys.make_missing_keys(keys.keys_folder())
    journal.record("declaration.imported", actor="import")
    prepared()

    assert list(journal.unlinked_ids()) == []
    # The articles that ship are published then, too.
    written = JournalEntry.objects.count()
    assert JournalEntry.objects.filter(action="declaration.imported").exists()
    assert JournalCheckpoint.objects.get().position == written


def refuse() -> None:
    raise ImproperlyConfigured("Not over real data.")


@pytest.mark.usefixtures("folder")
def test_a_guard_may_refuse_to_start(settings: Settings) -> None:
    settings.VIGIE_START_GUARDS = [f"{__name__}.refuse"]

    with pytest.raises(CommandError, match="Not over real data"):
        prepared()


@pytest.mark.usefixtures("front_process")
def test_a_front_without_the_desks_recipients_is_told_what_to_copy(folder: Path) -> None:
    with pytest.raises(CommandError, match=r"recipients\.txt is not in .* Copy recipients\.txt"):
        prepared()
    assert [path.name for path in (folder / "keys").iterdir()] == [keys.SECRET]


@pytest.mark.usefixtures("front_process")
def test_a_front_with_what_it_needs_has_no_key_that_opens(folder: Path, tmp_path: Path) -> None:
    keys.make_missing_keys(tmp_path / "desk")
    (folder / "keys").mkdir(parents=True)
    for name in (keys.RECIPIENTS, keys.JOURNAL_ENTRY):
        (folder / "keys" / name).write_text((tmp_path / "desk" / name).read_text())
    prepared()

    assert {path.name for path in (folder / "keys").iterdir()} == {
        keys.SECRET,
        keys.RECIPIENTS,
        keys.JOURNAL_ENTRY,
    }
