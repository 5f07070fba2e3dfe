"""`vigie extract_messages`: bring the catalogues in step with the source."""

from contextlib import chdir
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.core.management.commands import makemessages

from vigie.core.catalogues import languages


class Command(makemessages.Command):
    """Extracts the messages of code and templates into `locale/`; needs GNU gettext."""

    help = "Bring the catalogues of messages in step with the source (needs GNU gettext)."
    # Looks for `locale/` under the root only, so that a copy of the package can be extracted.
    settings_available = False
    # A guess would be taken for a translation.
    msgmerge_options = [*makemessages.Command.msgmerge_options, "--no-fuzzy-matching"]

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the package to read."""
        super().add_arguments(parser)
        parser.add_argument("--root", type=Path, default=settings.PACKAGE_DIR)

    def handle(self, *args: Any, **options: Any) -> None:
        """Extract every language, with files and without line numbers, which change too often."""
        root: Path = options.pop("root")
        (root / "locale").mkdir(exist_ok=True)
        fixed = {"locale": languages(), "no_wrap": True, "no_obsolete": True}
        with chdir(root):
            super().handle(*args, **{**options, **fixed, "add_location": "file"})
