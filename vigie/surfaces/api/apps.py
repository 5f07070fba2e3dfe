"""The API surface: what programs declare and read."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Django's record of this package."""

    name = "vigie.surfaces.api"
    label = "api"
