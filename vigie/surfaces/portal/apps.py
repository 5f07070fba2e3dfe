"""Django application of the portal surface."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Registers the portal surface's templates and static files."""

    name = "vigie.surfaces.portal"
    label = "portal"
