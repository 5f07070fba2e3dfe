"""What the worker does for the desk, by subject. Each may run twice without harm."""

from vigie.incidents.tasks import (
    additions,
    duty,
    grouping,
    messages,
    notices,
    reminders,
    replacing,
    search,
    standing,
    support,
)

__all__ = [
    "additions",
    "duty",
    "grouping",
    "messages",
    "notices",
    "reminders",
    "replacing",
    "search",
    "standing",
    "support",
]
