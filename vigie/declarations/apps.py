"""Django application of `vigie.declarations`."""

from django.apps import AppConfig


class DeclarationsConfig(AppConfig):
    """Registers `vigie.declarations` under the label `declarations`."""

    name = "vigie.declarations"
    label = "declarations"
