"""The `vigie` command: the one entry for everything, over Django's own commands."""

import os
import sys


def main() -> None:
    """Run a management command in the mode named by VIGIE_MODE (demo by default)."""
    mode = os.environ.get("VIGIE_MODE", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"vigie.config.settings.{mode}")
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)
