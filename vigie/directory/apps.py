"""Django application of `vigie.directory`."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Registers `vigie.directory` under the label `directory`."""

    name = "vigie.directory"
    label = "directory"
