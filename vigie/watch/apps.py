"""Django application of `vigie.watch`."""

from django.apps import AppConfig


class WatchConfig(AppConfig):
    """Registers `vigie.watch` under the label `watch`."""

    name = "vigie.watch"
    label = "watch"
