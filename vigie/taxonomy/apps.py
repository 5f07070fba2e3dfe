"""Django application of `vigie.taxonomy`."""

from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    """Registers `vigie.taxonomy` under the label `taxonomy`."""

    name = "vigie.taxonomy"
    label = "taxonomy"
