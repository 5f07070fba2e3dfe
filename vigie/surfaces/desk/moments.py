"""Moments as the desk's lists show them: hundreds on a page."""

from datetime import datetime, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.html import avoid_wrapping, format_html
from django.utils.safestring import SafeString
from django.utils.timesince import TIME_STRINGS, timesince
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vigie.surfaces.desk import facts

# Below this no calendar is needed to count.
SHORTEST_MONTH = timedelta(days=28)
UNITS = (
    ("week", timedelta(days=7)),
    ("day", timedelta(days=1)),
    ("hour", timedelta(hours=1)),
    ("minute", timedelta(minutes=1)),
)


def age(value: datetime) -> str:
    """Return how long it is since a moment, in its largest unit."""
    since = timezone.now() - value
    if since >= SHORTEST_MONTH:
        return timesince(value, depth=1)
    for unit, length in UNITS:
        if since >= length:
            return _in_words(unit, since // length, get_language())
    return _("less than a minute")


def when(value: datetime) -> SafeString:
    """Show a moment: how long ago, then when exactly, with its zone."""
    return format_html(
        '{}, <time datetime="{}">{}</time>',
        _("%(age)s ago") % {"age": age(value)},
        timezone.localtime(value).isoformat(timespec="seconds"),
        facts.moment(value),
    )


@lru_cache(maxsize=1_000)
def _in_words(unit: str, number: int, _language: str | None) -> str:
    """Return a length of time as Django says it, from memory."""
    return avoid_wrapping(str(TIME_STRINGS[unit] % {"num": number}))
