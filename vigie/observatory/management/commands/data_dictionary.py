"""`vigie data_dictionary`: what each column of the private facts means."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import translation

from vigie.observatory import dictionary


class Command(BaseCommand):
    """Prints Markdown; `docs/data-dictionary.*.md` hold it."""

    help = "Print the data dictionary of the private facts, as Markdown."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the language."""
        languages = [code for code, _name in settings.LANGUAGES]
        parser.add_argument("--language", choices=languages, default=settings.LANGUAGE_CODE)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Print it in the language asked for."""
        with translation.override(options["language"]):
            self.stdout.write(dictionary.as_markdown(), ending="")
