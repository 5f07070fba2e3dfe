"""`vigie recompute`: makes every published figure again from the published cells alone."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.core.management.base import BaseCommand, CommandError

from vigie.observatory import recomputing
from vigie.observatory.management.arguments import read_publication
from vigie.observatory.publications import Publication


class Command(BaseCommand):
    """Checks a publication: digest, signature, figures; for the statistician, the facts."""

    help = (
        "Make every figure of a publication again from its published cells alone, and compare. "
        "The file is what the public page offers as JSON."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the options."""
        parser.add_argument("publication", type=Path, help="the JSON file")
        parser.add_argument("--key", type=Path, help="the public key, as published beside it")
        parser.add_argument(
            "--facts",
            action="store_true",
            help="also count the private facts again: where they are kept, at the desk",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        """Check, and say what was found; a difference is an error."""
        publication = read_publication(options["publication"])
        self.stdout.write(f"{publication.year}, version {publication.version}: digest as written")
        if options["key"]:
            self._check_signature(publication, options["key"])
        self._check_figures(publication)
        if options["facts"]:
            self._check_facts(publication)

    def _check_signature(self, publication: Publication, path: Path) -> None:
        if not publication.is_genuine(_key(path)):
            raise CommandError("The signature is not of this key, or not of this publication.")
        self.stdout.write("signature: genuine")

    def _check_figures(self, publication: Publication) -> None:
        try:
            told = list(recomputing.differences(publication))
        except recomputing.OtherMethod as other:
            raise CommandError(
                f"Made by method {other}: recompute it with the release of Vigie that made it."
            ) from None
        for published, again in told:
            self.stderr.write(f"published {published}, told by the cells {again}")
        if told:
            raise CommandError(f"{len(told)} figures are not what the cells tell.")
        self.stdout.write(f"{len(publication.figures)} figures: all told by the cells alone")

    def _check_facts(self, publication: Publication) -> None:
        try:
            untrue = recomputing.untrue(publication)
        except recomputing.SnapshotLost as lost:
            raise CommandError(f"The facts {lost} are not kept here as they were.") from None
        for cell in untrue:
            self.stderr.write(f"not what the facts say: {cell}")
        if untrue:
            raise CommandError(f"{len(untrue)} cells are not what the facts say.")
        self.stdout.write(f"{len(publication.cells)} cells: all borne out by the private facts")


def _key(path: Path) -> Ed25519PublicKey:
    try:
        key = serialization.load_pem_public_key(path.read_bytes())
    except (OSError, ValueError):
        raise CommandError(f"{path} is not a public key.") from None
    if not isinstance(key, Ed25519PublicKey):
        raise CommandError(f"{path} is not an Ed25519 key.")
    return key
