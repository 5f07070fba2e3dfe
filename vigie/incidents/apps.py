"""Django application of `vigie.incidents`."""

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    """Registers `vigie.incidents` under the label `incidents`."""

    name = "vigie.incidents"
    label = "incidents"
