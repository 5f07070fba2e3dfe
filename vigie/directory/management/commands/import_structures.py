"""`vigie import_structures FILE`: brings a published file of structures into the directory."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from vigie.directory.formats.rows import UnreadableFileError
from vigie.directory.services import ImportCount, import_structures

MOST_REFUSALS_SHOWN = 100
# So that a scheduler can tell a file taken whole from one to look at.
EXIT_LOOK_AT_IT = 3


class Command(BaseCommand):
    """Recognises the file, imports it, says what became of each row."""

    help = (
        "Import structures from a SAE identification file, a legacy FINESS CSV or a FINESS JSON "
        "flow (gzip or not), recognised by content. The file is read as a stream and written in "
        "batches; running it again changes nothing. Exit code: 0 every row taken; 3 rows "
        "refused or closings withheld; 1 file unreadable."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file and how far to trust it."""
        parser.add_argument("file", type=Path, help="the file, as published")
        parser.add_argument(
            "--synthetic", action="store_true", help="mark these structures as invented"
        )
        parser.add_argument(
            "--allow-mass-closing",
            action="store_true",
            help="close what the file leaves out, even more than 10 %% of what was open",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Import, then count."""
        try:
            with _progress_bar() as bar:
                task = bar.add_task(options["file"].name, total=None)
                count = import_structures(
                    options["file"],
                    lambda read, size: bar.update(task, completed=read, total=size),
                    synthetic=options["synthetic"],
                    allow_mass_closing=options["allow_mass_closing"],
                )
        except UnreadableFileError as error:
            raise CommandError(str(error)) from error
        self._show_refusals(count)
        self.stdout.write(f"{count.title}: {count}.")
        if not count.taken:
            raise CommandError("No row could be taken.")
        self._say_what_next(count, options["file"])

    def _show_refusals(self, count: ImportCount) -> None:
        for refusal in count.refusals[:MOST_REFUSALS_SHOWN]:
            self.stderr.write(str(refusal))
        if count.refused > MOST_REFUSALS_SHOWN:
            self.stderr.write(f"... and {count.refused - MOST_REFUSALS_SHOWN:,} more")

    def _say_what_next(self, count: ImportCount, file: Path) -> None:
        if count.closings_withheld:
            raise CommandError(
                f"{count.closings_withheld:,} open structures are not in this file: too many to "
                "close unasked, the file may be cut. If it is whole: "
                f"vigie import_structures {file} --allow-mass-closing",
                returncode=EXIT_LOOK_AT_IT,
            )
        if count.refused:
            raise CommandError(
                f"Rows refused: {count.refused:,}. Correct them and import the file again; "
                "the others will not change.",
                returncode=EXIT_LOOK_AT_IT,
            )
        self.stdout.write(
            "Next: vigie run, and look a structure up in the portal's first question."
        )


def _progress_bar() -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
    )
