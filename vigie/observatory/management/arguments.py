"""Command-line arguments shared by the observatory's commands."""

from argparse import ArgumentTypeError
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError

from vigie.core.realm import validate_realm
from vigie.observatory import publications
from vigie.observatory.publications import Publication, UnreadablePublicationError

FIRST_YEAR, LAST_YEAR = 1990, 2100


def year(typed: str) -> int:
    """Return the year typed on the command line."""
    if not (typed.isascii() and typed.isdigit() and FIRST_YEAR <= int(typed) <= LAST_YEAR):
        raise ArgumentTypeError(f"“{typed}” is not a year between {FIRST_YEAR} and {LAST_YEAR}")
    return int(typed)


def realm(typed: str) -> str:
    """Return the realm typed on the command line."""
    try:
        validate_realm(typed)
    except ValidationError:
        raise ArgumentTypeError(
            f"“{typed}” is not a realm: live, demo, import:<name> or exercise:<id>"
        ) from None
    return typed


def read_publication(path: Path) -> Publication:
    """Return the publication that a file holds."""
    try:
        return publications.read(path)
    except UnreadablePublicationError:
        raise CommandError(f"{path} is not a publication, or not as it was written.") from None
