"""Django application of the desk surface."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Registers the desk surface's templates and static files."""

    name = "vigie.surfaces.desk"
    label = "desk"
