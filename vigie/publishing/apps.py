"""Django application of `vigie.publishing`."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Registers `vigie.publishing` under the label `publishing`."""

    name = "vigie.publishing"
    label = "publishing"
