"""Django application of `vigie.observatory`."""

from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    """Registers `vigie.observatory` under the label `observatory`."""

    name = "vigie.observatory"
    label = "observatory"
