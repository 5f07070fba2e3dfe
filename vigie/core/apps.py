"""Django application of `vigie.core`."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CoreConfig(AppConfig):
    """Registers `vigie.core` under the label `core`."""

    name = "vigie.core"
    label = "core"

    def ready(self) -> None:
        """Make the outbox handlers and periodic tasks of every floor known."""
        autodiscover_modules("tasks")
