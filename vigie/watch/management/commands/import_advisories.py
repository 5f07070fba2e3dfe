"""`vigie import_advisories PATH...`: advisories of others (CSAF 2.0), from files or folders."""

from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vigie.watch.csaf.findings import printable
from vigie.watch.csaf.reading import Unreadable
from vigie.watch.csaf.trees import content, documents
from vigie.watch.services import Outcome, Refused, import_advisory

REFUSED = "refused"
UNCHANGED = (Outcome.UNCHANGED, Outcome.OLDER, Outcome.DIFFERENT)
TOLD = {
    Outcome.IMPORTED: "imported",
    Outcome.REPLACED: "replaced",
    Outcome.UNCHANGED: "unchanged",
    Outcome.OLDER: "unchanged: a later version is here",
    Outcome.DIFFERENT: "unchanged: this version is here, with other content",
}


class Command(BaseCommand):
    """Takes each file by itself: one that is refused keeps no other out."""

    help = (
        "Import security advisories in CSAF 2.0, checked against the standard's schema and "
        "mandatory tests. A folder is read with those below it, as a provider publishes it; a "
        ".sha256 or .sha512 beside a file must match. Running it again changes nothing. Exit "
        "code: 0 every file taken; 1 files refused."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the files and folders."""
        parser.add_argument("paths", nargs="+", type=Path, metavar="path", help="file or folder")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Import one file after the other, say what became of each, count."""
        count = Counter(self._import(file) for path in options["paths"] for file in documents(path))
        self.stdout.write(
            f"{count.total():,} read: {count[Outcome.IMPORTED]:,} imported, "
            f"{count[Outcome.REPLACED]:,} replaced, "
            f"{sum(count[each] for each in UNCHANGED):,} unchanged, {count[REFUSED]:,} refused."
        )
        if count[REFUSED]:
            raise CommandError(
                f"Advisories refused: {count[REFUSED]:,}. Their publishers can correct them; "
                "the others are kept."
            )

    def _import(self, file: Path) -> str:
        name = printable(str(file))
        try:
            outcome = import_advisory(content(file))
        except Unreadable as error:
            self.stderr.write(f"{name}: refused: {error.finding}")
            return REFUSED
        except Refused as error:
            for finding in error.findings:
                self.stderr.write(f"{name}: refused: {finding}")
            return REFUSED
        self.stdout.write(f"{name}: {TOLD[outcome]}")
        return outcome
