"""`vigie compile_messages`: what `make setup` runs, so that the other languages show."""

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from vigie.core import catalogues


class Command(BaseCommand):
    """Compiles the catalogues without GNU gettext; with `--check`, also holds them complete."""

    help = "Compile the catalogues of messages; --check also holds them complete and in step."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add `--check`."""
        parser.add_argument("--check", action="store_true")

    def handle(self, **options: Any) -> None:
        """Compile, then complain where asked to."""
        for language, count in catalogues.compile_all().items():
            self.stdout.write(f"{language}: {count} messages")
        if not options["check"]:
            return
        problems = [*catalogues.flaws(), *self.out_of_step()]
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"Messages to mend: {len(problems)}. See docs/style.md, Words.")

    def out_of_step(self) -> list[str]:
        """Extract a copy of the package anew and compare; needs GNU gettext."""
        if shutil.which("xgettext") is None:
            self.stderr.write("Not compared with the source: GNU gettext is not installed.")
            return []
        with TemporaryDirectory() as folder:
            copy = Path(folder, "vigie")
            shutil.copytree(settings.PACKAGE_DIR, copy, ignore=shutil.ignore_patterns("*.pyc"))
            call_command("extract_messages", root=copy, verbosity=0)
            return list(catalogues.differences(copy / "locale"))
