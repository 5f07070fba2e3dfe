"""`vigie import_kev FILE`: what is known to be exploited, from CISA's catalogue (KEV)."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vigie.watch.csaf import Unreadable
from vigie.watch.csaf.findings import printable
from vigie.watch.csaf.trees import content
from vigie.watch.services import NoCatalogue, import_known_exploited

SHOWN = 20


class Command(BaseCommand):
    """Takes the whole catalogue over the one before, or nothing of it."""

    help = (
        "Import a catalogue of vulnerabilities known to be exploited, in the JSON form of CISA's. "
        "Running it again changes nothing. Exit code: 0 taken; 1 refused, nothing changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the file."""
        parser.add_argument("file", type=Path, help="the catalogue")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Import it, and say what it changed."""
        name = printable(str(options["file"]))
        try:
            found = import_known_exploited(content(options["file"]))
        except (Unreadable, NoCatalogue) as error:
            raise CommandError(f"{name}: refused: {printable(str(error))}") from error
        for cve in found.added[:SHOWN]:
            self.stdout.write(f"new: {cve}")
        if len(found.added) > SHOWN:
            self.stdout.write(f"… and {len(found.added) - SHOWN:,} more")
        self.stdout.write(
            f"{len(found.added):,} new, {found.changed:,} changed, "
            f"{found.removed:,} no longer in it."
        )
