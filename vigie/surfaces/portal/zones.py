"""The time zone in which a declarant speaks: that of the structure, overseas included."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

# Zone, its name in plain words, the INSEE codes of the regions that live by it.
OVERSEAS: list[tuple[str, str | Promise, tuple[str, ...]]] = [
    ("America/Guadeloupe", _("Guadeloupe, Saint Martin, Saint Barthélemy"), ("01", "977", "978")),
    ("America/Martinique", _("Martinique"), ("02", "972")),
    ("America/Cayenne", _("French Guiana"), ("03", "973")),
    ("Indian/Reunion", _("Réunion"), ("04", "974")),
    ("Indian/Mayotte", _("Mayotte"), ("06", "976")),
    ("America/Miquelon", _("Saint Pierre and Miquelon"), ("975",)),
    ("Pacific/Noumea", _("New Caledonia"), ("988",)),
    ("Pacific/Tahiti", _("French Polynesia"), ("987",)),
    ("Pacific/Wallis", _("Wallis and Futuna"), ("986",)),
]
HOME = _("Paris time (mainland France)")

View = Callable[..., HttpResponse]


def choices() -> list[tuple[str, str | Promise]]:
    """Return the zones a declarant may speak in, the country's own first."""
    return [(settings.TIME_ZONE, HOME), *((zone, name) for zone, name, _regions in OVERSEAS)]


def zone_of_region(region: str) -> str:
    """Return the zone by which a region lives."""
    return next((zone for zone, _name, codes in OVERSEAS if region in codes), settings.TIME_ZONE)


def name_of(zone: str) -> str:
    """Return a zone's name in plain words."""
    return str(dict(choices())[zone])


def in_chosen_zone(view: View) -> View:
    """Read and show the moments of a form in the zone that it names."""

    @wraps(view)
    def answer(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        chosen = request.POST.get("zone", "")
        known = chosen if chosen in dict(choices()) else settings.TIME_ZONE
        with timezone.override(known):
            return view(request, *args, **kwargs)

    return answer
