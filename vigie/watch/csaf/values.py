"""The values of a document that have an order: versions and times."""

import re
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from typing import NamedTuple

TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d):(\d\d)(?:\.(\d+))?([Zz]|[+-]\d\d:\d\d)", re.ASCII
)


class Version(NamedTuple):
    """A version, integer or semantic, in the order that semantic versioning gives them."""

    major: int
    minor: int
    patch: int
    # Released after all its pre-releases.
    released: bool
    # Numbers before words, a word by its characters.
    pre_release: tuple[tuple[bool, int, str], ...]


def version(text: str) -> Version:
    """Return a version that the schema accepts; what it says of its build has no part in order."""
    core, _, pre_release = text.partition("+")[0].partition("-")
    numbers = [int(each) for each in core.split(".")]
    major, minor, patch = (*numbers, 0, 0)[:3]
    parts = pre_release.split(".") if pre_release else []
    return Version(major, minor, patch, not parts, tuple(_pre_release_part(each) for each in parts))


def _pre_release_part(part: str) -> tuple[bool, int, str]:
    return (False, int(part), "") if part.isdigit() else (True, 0, part)


def is_semantic(text: str) -> bool:
    """Tell a semantic version from an integer one."""
    return "." in text


class Instant(NamedTuple):
    """A point in time, exact: publishers tell revisions apart by less than a microsecond."""

    second: datetime
    fraction: Fraction


def instant(text: str) -> Instant:
    """Return the point in time that a date-time of RFC 3339 names.

    Raises:
        ValueError: a time that no calendar here holds: year 0, or past the end of year 9999.
    """
    if (found := TIME.fullmatch(text)) is None:
        raise ValueError(text)
    day, minute, second, digits, zone = found.groups()
    zone = "+00:00" if zone in "Zz" else zone
    try:
        start = datetime.fromisoformat(f"{day}T{minute}:00{zone}").astimezone(UTC)
        # A leap second is second 60.
        whole = start + timedelta(seconds=int(second))
    except OverflowError as error:
        raise ValueError(text) from error
    return Instant(whole, Fraction(int(digits), 10 ** len(digits)) if digits else Fraction(0))
