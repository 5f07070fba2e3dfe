"""Legal delays: elapsed hours, calendar months, or “without delay”."""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")
WITHOUT_DELAY = "without_delay"
FORM = re.compile(r"PT(?P<hours>[1-9]\d{0,3})H|P(?P<months>[1-9]\d?)M")
LAST_MINUTE = time(23, 59)


@dataclass(frozen=True)
class Delay:
    """How long one has. Neither hours nor months: without delay."""

    hours: int = 0
    months: int = 0

    def due(self, start: datetime, *, speed: float = 1) -> datetime | None:
        """Return the last moment in time, in Paris; None where it is owed without delay.

        `speed` is how many times faster than the law's a training's clock runs.

        Hours are elapsed hours, week-ends and changes of clocks included. A period in months
        ends with the day of the same number, or the last of a shorter month (Regulation (EEC,
        Euratom) No 1182/71, article 3). The extensions it grants for hours already begun and
        for days off are not counted on: the time shown is the earliest that may be meant.
        """
        if self.hours:
            due = start.astimezone(UTC) + timedelta(hours=self.hours)
        elif self.months:
            due = _end_of_day_after(start.astimezone(PARIS), self.months).astimezone(UTC)
        else:
            return None
        if speed != 1:
            due = start.astimezone(UTC) + (due - start.astimezone(UTC)) / speed
        return due.astimezone(PARIS)


def parse(text: str) -> Delay:
    """Read “PT72H”, “P1M” or “without_delay”; raises ValueError."""
    if text == WITHOUT_DELAY:
        return Delay()
    match = FORM.fullmatch(text)
    if match is None:
        raise ValueError(f"“{text}” is not a delay such as PT72H, P1M or {WITHOUT_DELAY}")
    return Delay(hours=int(match["hours"] or 0), months=int(match["months"] or 0))


def _end_of_day_after(start: datetime, months: int) -> datetime:
    years, month_index = divmod(start.month - 1 + months, 12)
    year, month = start.year + years, month_index + 1
    day = min(start.day, calendar.monthrange(year, month)[1])
    return datetime.combine(datetime(year, month, day, tzinfo=PARIS), LAST_MINUTE, tzinfo=PARIS)
