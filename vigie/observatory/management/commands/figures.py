"""`vigie figures`: the figures of a year, live, straight from what was declared."""

from argparse import ArgumentParser
from collections.abc import Sequence
from itertools import chain
from typing import Any, TextIO, cast

from django.core.management.base import BaseCommand
from rich.console import Console

from vigie.observatory import counting, facts, formats, snapshots
from vigie.observatory.management import arguments
from vigie.observatory.management.tables import print_figures
from vigie.observatory.measures import Figure


class Command(BaseCommand):
    """Rebuilds the facts of a realm and prints the figures of one year."""

    help = (
        "Print the figures of a year, live and without disclosure control: for the desk, not for "
        "publication. Without --realm, each realm apart."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--year", type=arguments.year, required=True, help="by date of reception"
        )
        parser.add_argument(
            "--realm", type=arguments.realm, help="live, demo, import:<name> or exercise:<id>"
        )
        parser.add_argument("--format", choices=["table", "json", "csv"], default="table")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Compute, then print in the format asked for."""
        present = facts.realms()
        asked = [options["realm"]] if options["realm"] else present
        if not set(asked) & set(present):
            where = options["realm"] or "any realm"
            self.stderr.write(f"Nothing is declared in {where}. Realms present: {present or '–'}.")
        self._print([self._of(realm, options["year"]) for realm in asked], options["format"])

    def _of(self, realm: str, year: int) -> list[Figure]:
        # A line that turns, for a person who waits; nothing in a log.
        notes = Console(file=cast("TextIO", self.stderr), quiet=not self.stderr.isatty())
        waiting = notes.status(f"Counting what was declared in {realm}")
        with waiting, snapshots.fresh(realm) as snapshot:
            return counting.figures(snapshot, [year])

    def _print(self, blocks: Sequence[Sequence[Figure]], wanted: str) -> None:
        if wanted == "json":
            self.stdout.write(formats.as_json(chain(*blocks)))
        elif wanted == "csv":
            self.stdout.write(formats.as_csv(chain(*blocks)))
        else:
            for block in blocks:
                print_figures(block, Console(file=cast("TextIO", self.stdout)))
