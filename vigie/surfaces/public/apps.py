"""Django application of the public surface."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """Registers the public surface's templates and static files."""

    name = "vigie.surfaces.public"
    label = "public"
