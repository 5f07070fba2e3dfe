"""`vigie verify_journal`: whether anybody rewrote what was done."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console

from vigie.core import journal
from vigie.core.models import JournalCheckpoint, JournalLink

SHOWN = 20


class Command(BaseCommand):
    """Names what was altered, removed, inserted or moved; ends in error when anything was."""

    help = "Prove that the journal was not rewritten, or name what was changed in it."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the witness's files."""
        parser.add_argument(
            "--witness", type=Path, help="checkpoints kept elsewhere, to verify against"
        )
        parser.add_argument(
            "--export", type=Path, help="file to write the checkpoints to, for a witness"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Verify, list, export."""
        with Console(stderr=True).status("Following the journal's chain"):
            findings = journal.verify(self._read_witness(options["witness"]))
        for finding in findings:
            self.stdout.write(self._line(finding))
        self._list_unlinked()
        if findings:
            raise CommandError(f"The journal was tampered with: {len(findings)} finding(s) above.")
        self.stdout.write(
            f"The journal is sound: {JournalLink.objects.count()} entries linked, "
            f"{JournalCheckpoint.objects.count()} checkpoints signed."
        )
        if options["export"]:
            self._export(options["export"])

    def _read_witness(self, path: Path | None) -> list[JournalCheckpoint]:
        if path is None:
            return []
        try:
            with path.open(encoding="utf-8") as file:
                return list(journal.read_checkpoints(file))
        except (journal.MalformedWitness, UnicodeDecodeError, OSError) as error:
            raise CommandError(f"The witness's file cannot be read: {error}") from error

    def _export(self, path: Path) -> None:
        try:
            with path.open("w", encoding="utf-8") as file:
                count = journal.export_checkpoints(file)
        except OSError as error:
            raise CommandError(f"The checkpoints cannot be written: {error}") from error
        self.stdout.write(f"{count} checkpoints written. Next: keep them on another machine.")

    def _line(self, finding: journal.Finding) -> str:
        place = f"at position {finding.position}" if finding.position else "outside the chain"
        entry = f"entry {finding.entry}: " if finding.entry else ""
        return f"{finding.harm.upper()} {place}: {entry}{finding.detail}"

    def _list_unlinked(self) -> None:
        unlinked = journal.unlinked_ids()
        if not (count := unlinked.count()):
            return
        self.stdout.write(f"{count} last entries are not linked yet (the worker links them):")
        for entry_id in unlinked[:SHOWN]:
            self.stdout.write(f"  {entry_id}")
        if count > SHOWN:
            self.stdout.write(f"  and {count - SHOWN} more")
