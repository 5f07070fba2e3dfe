"""Moments as the desk's lists show them: hundreds on a page."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.html import avoid_wrapping, escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.timesince import TIME_STRINGS
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vigie.surfaces.desk import facts

# Below this no calendar is needed to count.
SHORTEST_MONTH = timedelta(days=28)
MONTHS_A_YEAR = 12
UNITS = (
    ("week", timedelta(days=7)),
    ("day", timedelta(days=1)),
    ("hour", timedelta(hours=1)),
    ("minute", timedelta(minutes=1)),
)


def age(value: datetime) -> str:
    """Return how long it is since a moment, in its largest unit."""
    return _age(value, get_language())


def when(value: datetime) -> SafeString:
    """Show a moment: how long ago, then when exactly, with its zone."""
    local, language = timezone.localtime(value), get_language()
    ago, exact = _ago(_age(value, language), language), escape(facts.moment(local))
    instant = local.isoformat(timespec="seconds")
    # safe: its parts are a date, and what was escaped.
    return mark_safe(f'{ago}, <time datetime="{instant}">{exact}</time>')  # noqa: S308


def _age(value: datetime, language: str | None) -> str:
    now = timezone.now()
    since = now - value
    months = _months(value.astimezone(UTC), now) if since >= SHORTEST_MONTH else 0
    if months >= MONTHS_A_YEAR:
        return _in_words("year", months // MONTHS_A_YEAR, language)
    if months:
        return _in_words("month", months, language)
    for unit, length in UNITS:
        if since >= length:
            return _in_words(unit, since // length, language)
    return _("less than a minute")


def _months(since: datetime, until: datetime) -> int:
    """Return how many months passed whole: the last one may still run."""
    months = (until.year - since.year) * MONTHS_A_YEAR + until.month - since.month
    runs = (since.day, since.time()) > (until.day, until.time())
    return months - 1 if runs else months


@lru_cache(maxsize=1_000)
def _in_words(unit: str, number: int, _language: str | None) -> str:
    """Return a length of time as Django says it, from memory."""
    return avoid_wrapping(str(TIME_STRINGS[unit] % {"num": number}))


@lru_cache(maxsize=1_000)
def _ago(length: str, _language: str | None) -> SafeString:
    """Say it once for all the rows as old."""
    return escape(_("%(age)s ago") % {"age": length})
