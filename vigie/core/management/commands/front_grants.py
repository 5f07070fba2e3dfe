"""`vigie front_grants`: the rights of the front's database user, as SQL to be read and applied."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from vigie.core.grants import front_grants_sql


class Command(BaseCommand):
    """Prints SQL and touches nothing: whoever owns the database applies it."""

    help = "Print the SQL that gives a PostgreSQL user the front's rights and takes all others."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the user."""
        parser.add_argument("user", help="the front's database user, which exists already")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Print one statement a line."""
        for statement in front_grants_sql(options["user"]):
            self.stdout.write(f"{statement};")
