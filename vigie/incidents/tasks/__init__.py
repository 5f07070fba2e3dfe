"""What the worker does for the desk, by subject. Each may run twice without harm."""

from vigie.incidents.tasks import duty, grouping, standing, support

__all__ = ["duty", "grouping", "standing", "support"]
