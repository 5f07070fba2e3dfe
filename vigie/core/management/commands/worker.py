"""`vigie worker`: the second process, beside the web server."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from vigie.core import installation, worker


class Command(BaseCommand):
    """Runs the queue, drains the outbox and links the journal until stopped."""

    help = "Send what waits and link the journal, beside the web server."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        """Work until Ctrl-C or SIGTERM."""
        if settings.VIGIE_ROLE == "front":
            raise CommandError("A front process has no worker: it can open nothing.")
        installation.refuse_to_start()
        worker.run()
