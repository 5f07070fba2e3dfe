"""Who is reminded of a deadline, how long before or after it, read from `data/reminders.toml`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from vigie.taxonomy.datafile import DATA, Table, read
from vigie.taxonomy.regimes import CHECK, OWED

HEAD_KEYS = ("name", "version", "date", "source", "url", "note", "reminders")
DECLARANT, DUTY = "declarant", "duty"
# A year either way: beyond, it is a slip of the pen.
FARTHEST_HOURS = 366 * 24


@dataclass(frozen=True)
class ReminderRule:
    """One time at which people are reminded of a deadline."""

    code: str
    # After the deadline; negative: before.
    offset: timedelta
    to: tuple[str, ...]
    status: tuple[str, ...]


@cache
def reminder_rules() -> tuple[ReminderRule, ...]:
    """Return the rules that ship, the earliest first."""
    return read_reminder_rules(DATA / "reminders.toml")


def read_reminder_rules(path: Path) -> tuple[ReminderRule, ...]:
    """Read the rules from a data file; raises MalformedDataError."""
    head = read(path)
    head.only(HEAD_KEYS)
    return tuple(sorted(_rules(head), key=lambda rule: rule.offset))


def _rules(head: Table) -> Iterator[ReminderRule]:
    seen = set()
    for table in head.tables("reminders"):
        table.only(("code", "hours", "to", "status"))
        code = table.text("code")
        if code in seen:
            raise table.fault(f"“{code}” is there twice")
        seen.add(code)
        yield ReminderRule(
            code=code,
            offset=timedelta(hours=_hours(table)),
            to=_some_of(table, "to", (DECLARANT, DUTY)),
            status=_some_of(table, "status", (OWED, CHECK)),
        )


def _hours(table: Table) -> int:
    hours = table.values.get("hours")
    if isinstance(hours, bool) or not isinstance(hours, int) or abs(hours) > FARTHEST_HOURS:
        raise table.fault("“hours” must be a whole number, negative before the deadline")
    return hours


def _some_of(table: Table, key: str, known: tuple[str, ...]) -> tuple[str, ...]:
    found = table.texts(key)
    if not found or not set(found) <= set(known):
        raise table.fault(f"“{key}” must name some of {', '.join(known)}")
    return found
