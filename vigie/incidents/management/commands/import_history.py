"""`vigie import_history FILE --mapping MAPPING`: past incidents into a realm of their own."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress

from vigie.incidents.history.mapping import MappingError, load_mapping
from vigie.incidents.history.recording import HistoryCount, check_history, import_history
from vigie.incidents.history.tables import UnreadableTableError

MOST_REFUSALS_SHOWN = 50


class Command(BaseCommand):
    """Checks the whole file first, then records what it accepted."""

    help = "Import a history of incidents (CSV or XLSX) through a mapping file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file, its mapping, and how far to go."""
        parser.add_argument("file", type=Path, help="CSV or XLSX file of past incidents")
        parser.add_argument(
            "--mapping",
            required=True,
            help="mapping file (TOML), or the name of one that ships: hhs-breaches",
        )
        parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")
        parser.add_argument(
            "--strict", action="store_true", help="write nothing if any row is refused"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Check, list refusals, record, count."""
        try:
            mapping = load_mapping(options["mapping"])
            checked = check_history(options["file"], mapping)
            self._show_refusals(checked)
            if options["strict"] and checked.refused:
                raise CommandError(f"{len(checked.refused)} rows refused: nothing was written.")
            if options["dry_run"]:
                self._show_count("Dry run, nothing written", checked)
                self.stdout.write("Next: run it again without --dry-run to record these rows.")
                return
            with Progress(console=Console(stderr=True)) as bar:
                task = bar.add_task(f"Recording into {mapping.realm}", total=checked.added)
                count = import_history(
                    options["file"], mapping, progress=lambda rows: bar.advance(task, rows)
                )
        except (MappingError, UnreadableTableError) as error:
            raise CommandError(str(error)) from error
        self._show_count(f"Realm {mapping.realm}", count)
        self.stdout.write(f"Next: vigie figures --year YEAR --realm {mapping.realm}")

    def _show_refusals(self, count: HistoryCount) -> None:
        for refused in count.refused[:MOST_REFUSALS_SHOWN]:
            self.stderr.write(f"line {refused.line}: {refused.reason}")
        if len(count.refused) > MOST_REFUSALS_SHOWN:
            self.stderr.write(f"... and {len(count.refused) - MOST_REFUSALS_SHOWN} more")

    def _show_count(self, title: str, count: HistoryCount) -> None:
        self.stdout.write(
            f"{title}: {count.read} rows read, {count.added} added, "
            f"{count.known} already there, {len(count.refused)} refused."
        )
