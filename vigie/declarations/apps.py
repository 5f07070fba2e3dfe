"""Django application of `vigie.declarations`."""

from importlib import import_module

from django.apps import AppConfig


class DeclarationsConfig(AppConfig):
    """Registers `vigie.declarations` under the label `declarations`."""

    name = "vigie.declarations"
    label = "declarations"

    def ready(self) -> None:
        """Make this floor's outbox handlers known to the worker."""
        import_module("vigie.declarations.tasks")
