"""`vigie verify_journal`: what it says, and how it ends."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from vigie.core import journal
from vigie.core.models import JournalEntry

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _three_entries() -> None:
    for _ in range(3):
        journal.record("declaration.received", actor="declarant")
    journal.link_entries()
    journal.sign_checkpoint()


def verify(**options: object) -> str:
    said = StringIO()
    call_command("verify_journal", stdout=said, **options)
    return said.getvalue()


def test_a_sound_journal_is_told_so() -> None:
    assert verify() == "The journal is sound: 3 entries linked, 1 checkpoints signed.\n"


def test_entries_that_are_not_linked_yet_are_listed_and_no_fault() -> None:
    journal.record("declaration.received", actor="declarant")
    newest = JournalEntry.objects.order_by("-pk")[0]

    assert f"1 last entries are not linked yet (the worker links them):\n  {newest.pk.hex}" in (
        verify()
    )


def test_a_harm_is_named_and_ends_in_error(
    behind_the_journals_back: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    behind_the_journals_back("UPDATE core_journalentry SET actor = 'somebody'")

    with pytest.raises(CommandError, match=r"tampered with: 3 finding\(s\)"):
        call_command("verify_journal")
    said = capsys.readouterr().out
    for position, entry in enumerate(JournalEntry.objects.order_by("pk"), start=1):
        assert f"ALTERED at position {position}: entry {entry.pk.hex}:" in said


def test_a_witness_keeps_what_was_exported_and_contradicts_a_shortened_journal(
    tmp_path: Path, behind_the_journals_back: Callable[[str], None]
) -> None:
    kept = tmp_path / "checkpoints.jsonl"
    call_command("verify_journal", "--export", str(kept), stdout=StringIO())
    behind_the_journals_back("DELETE FROM core_journalcheckpoint")
    behind_the_journals_back("DELETE FROM core_journallink")
    behind_the_journals_back("DELETE FROM core_journalentry")

    assert "The journal is sound: 0 entries" in verify()
    with pytest.raises(CommandError, match="tampered with"):
        call_command("verify_journal", "--witness", str(kept), stdout=StringIO())


@pytest.mark.parametrize("content", [b"not JSON\n", b"{}\n", b"[]\n", b"\xff\xfe\n"])
def test_a_witness_file_that_cannot_be_read_is_told_plainly(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "checkpoints.jsonl"
    file.write_bytes(content)

    with pytest.raises(CommandError, match="The witness's file cannot be read"):
        call_command("verify_journal", "--witness", str(file))


def test_a_witness_file_that_is_not_there_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("verify_journal", "--witness", str(tmp_path / "none"))


def test_a_place_that_cannot_be_written_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written"):
        call_command("verify_journal", "--export", str(tmp_path), stdout=StringIO())
