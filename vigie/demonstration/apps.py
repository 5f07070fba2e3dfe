"""Django application of the demonstration."""

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """Registers the `demo` command."""

    name = "vigie.demonstration"
    label = "demonstration"
