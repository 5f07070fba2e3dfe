"""The `vigie` command: the one entry for everything, over Django's own commands."""

import sys

from django.core.management import execute_from_command_line

from vigie.config.mode import UnknownMode, choose_settings

# What a shell expects of a program that Ctrl-C stopped.
INTERRUPTED = 130


def main() -> None:
    """Run a management command, in the mode named by VIGIE_MODE."""
    try:
        choose_settings()
        execute_from_command_line(["vigie", *sys.argv[1:]])
    except UnknownMode as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
