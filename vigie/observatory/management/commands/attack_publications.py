"""`vigie attack_publications`: tries to tell what is suppressed from all that is published."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vigie.observatory.attacking import Attacked, attack
from vigie.observatory.management.arguments import read_publication


class Command(BaseCommand):
    """Attacks versions of one year by linear programming, and says what was suppressed."""

    help = (
        "Attack published tables by linear programming: whatever agrees with all that is printed, "
        "each suppressed count must still be able to be anything from 1 to k - 1. Name every "
        "version of one year, as the public page offers them as JSON."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("publications", type=Path, nargs="+", help="the JSON files")
        parser.add_argument(
            "--facts",
            action="store_true",
            help="suppose that what has not changed between versions is known: at the desk",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Attack, and say what was found; a count that is told is an error."""
        versions = sorted(
            map(read_publication, options["publications"]), key=lambda each: each.version
        )
        if len({(each.realm, each.year) for each in versions}) > 1:
            raise CommandError("These are not of one realm and one year.")
        found = attack(versions, with_facts=options["facts"])
        for each in found:
            self._say(each)
        if told := sum(len(each.told) for each in found):
            raise CommandError(f"{told} suppressed counts are told too well.")

    def _say(self, attacked: Attacked) -> None:
        publication, suppressed = attacked.publication, attacked.suppressed
        cells = len(publication.cells)
        self.stdout.write(
            f"{publication.year}, version {publication.version}: {suppressed} of {cells} cells "
            f"suppressed ({suppressed / cells:.0%}); {len(attacked.told)} of them told"
        )
        for breach in attacked.told:
            self.stderr.write(str(breach))
