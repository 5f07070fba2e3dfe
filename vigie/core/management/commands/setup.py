"""`vigie setup`: everything an instance needs before it can start."""

from typing import Any

from django.core.management.base import BaseCommand
from rich.console import Console

from vigie.core import installation


class Command(BaseCommand):
    """Makes the data folder, keys, tables and, in demonstration mode, data. Repeatable."""

    help = "Prepare the data folder, keys and database; run again after an upgrade."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Prepare, and say what to do next."""
        installation.prepare(Console(stderr=True))
        self.stdout.write("Vigie is set up. Next: vigie run")
