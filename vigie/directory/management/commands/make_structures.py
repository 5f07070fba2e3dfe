"""`vigie make_structures --output FILE`: writes a directory of invented structures."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from vigie.directory.synthetic import DEFAULT_COUNT, DEFAULT_SEED, write_directory


class Command(BaseCommand):
    """Makes a file that `vigie import_structures` reads and marks as synthetic."""

    help = (
        "Write invented structures in the legacy FINESS format, for demonstrations and trials. "
        "The same seed and count give the same file."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare how many, from which seed, and where to."""
        parser.add_argument("--count", type=int, default=DEFAULT_COUNT, help="how many")
        parser.add_argument("--seed", type=int, default=DEFAULT_SEED, help="start of the draw")
        parser.add_argument("--output", type=Path, required=True, help="file to write")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Write the file."""
        try:
            write_directory(options["output"], options["count"], options["seed"])
        except ValueError as error:
            raise CommandError(f"--count: {error}.") from error
        except OSError as error:
            raise CommandError(
                f"{options['output']} cannot be written: {error.strerror}."
            ) from error
        self.stdout.write(f"{options['count']:,} invented structures in {options['output']}.")
        self.stdout.write(f"Next: vigie import_structures {options['output']}")
