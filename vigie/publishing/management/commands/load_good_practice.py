"""`vigie load_good_practice`: publish the pages of good practice that come with Vigie."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from vigie.publishing.services import load_shipped, read_shipped


class Command(BaseCommand):
    """Publishes what is not there yet, and new versions of what nobody has changed."""

    help = "Publish the pages of good practice that come with Vigie (part of `vigie setup`)."

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Load each page, in the realm that the public of this instance reads."""
        done = [load_shipped(page, realm=settings.VIGIE_INTAKE_REALM) for page in read_shipped()]
        if options["verbosity"]:
            self.stdout.write(f"{sum(done)} pages of good practice published.")
