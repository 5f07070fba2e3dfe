"""The time zone in which a declarant speaks: that of the structure, overseas included."""

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Zone, its name in plain words, the INSEE codes of the regions that live by it.
OVERSEAS: list[tuple[str, str | Promise, tuple[str, ...]]] = [
    ("America/Martinique", _("Guadeloupe and Martinique time"), ("01", "02", "977", "978")),
    ("America/Cayenne", _("French Guiana time"), ("03",)),
    ("Indian/Reunion", _("Réunion time"), ("04",)),
    ("Indian/Mayotte", _("Mayotte time"), ("06",)),
    ("America/Miquelon", _("Saint Pierre and Miquelon time"), ("975",)),
    ("Pacific/Noumea", _("New Caledonia time"), ("988",)),
    ("Pacific/Tahiti", _("French Polynesia time"), ("987",)),
    ("Pacific/Wallis", _("Wallis and Futuna time"), ("986",)),
]
HOME = _("Paris time")
# The zone of the structure, once it is found in the directory; else that of the country.
LOCAL = "local"


def named() -> list[tuple[str, str | Promise]]:
    """Return the zones and their names, the country's own first."""
    return [(settings.TIME_ZONE, HOME), *((zone, name) for zone, name, _regions in OVERSEAS)]


def choices() -> list[tuple[str, str | Promise]]:
    """Return what a declarant may choose from; most need not."""
    return [(LOCAL, _("Local time of my structure")), *named()]


def name_of(zone: str) -> str:
    """Return a zone's name in plain words."""
    return str(dict(named())[zone])


def named_in(zone: str, language: str) -> str:
    """Return a zone's name in the words of another language."""
    with translation.override(language):
        return name_of(zone)


def of_region(region: str) -> str:
    """Return the zone by which a region lives."""
    return next((zone for zone, _name, codes in OVERSEAS if region in codes), settings.TIME_ZONE)


def as_given(moment: datetime, zone: str) -> datetime:
    """Return a moment with the distance from universal time of the zone it was given in."""
    offset = moment.astimezone(ZoneInfo(zone)).utcoffset() or timedelta()
    return moment.astimezone(timezone(offset))


def of_moment(moment: datetime | None) -> str:
    """Return the zone in which a moment was given, as its distance from universal time tells."""
    if moment is None:
        return settings.TIME_ZONE
    offset = moment.utcoffset()
    alike = (
        zone for zone, _name in named() if moment.astimezone(ZoneInfo(zone)).utcoffset() == offset
    )
    return next(alike, settings.TIME_ZONE)
