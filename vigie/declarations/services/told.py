"""When the declarant told the other authorities, from what was said report after report."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from vigie.taxonomy.codes import DatePrecision
from vigie.taxonomy.regimes import Start
from vigie.taxonomy.regimes.delays import PARIS

# When a report was submitted, and what its sealed section “authorities” holds.
Said = tuple[datetime, Mapping[str, Any]]


def times_told(said: Iterable[Said]) -> dict[str, list[Start]]:
    """Return when each authority was told, oldest first.

    The same authority named again without another day is the same telling. Where no day was
    given, all that is known is that it was told when the report was submitted.
    """
    known: dict[str, dict[date | None, Start]] = {}
    for submitted_at, section in said:
        for told in section.get("told", ()):
            days = known.setdefault(told["authority"], {})
            day = date.fromisoformat(told["told_on"]) if told.get("told_on") else None
            if day is None and days:
                continue
            days.pop(None, None)
            days.setdefault(day, _moment(day, submitted_at))
    return {authority: sorted(days.values()) for authority, days in known.items()}


def _moment(day: date | None, submitted_at: datetime) -> Start:
    if day is None:
        return Start(submitted_at, DatePrecision.UNKNOWN)
    return Start(datetime.combine(day, time.min, tzinfo=PARIS), DatePrecision.DAY)
