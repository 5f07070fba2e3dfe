"""Django application of `vigie.core`."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """Registers `vigie.core` under the label `core`."""

    name = "vigie.core"
    label = "core"
