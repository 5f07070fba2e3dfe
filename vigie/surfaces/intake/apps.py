"""Configuration of what every surface asks of a declarant."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """What is asked of a declarant, whatever the surface."""

    name = "vigie.surfaces.intake"
    label = "intake"
