"""Writes of the directory."""

from vigie.directory.services.importing import ImportCount, import_structures

__all__ = ["ImportCount", "import_structures"]
