"""The first page: declaring before all else, then what is known and what is new."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from vigie.core.audience import Audience, audience
from vigie.core.realm import DEMO
from vigie.observatory import selectors
from vigie.observatory.readings import Reading
from vigie.publishing.selectors import published
from vigie.surfaces.public.sections import SECTIONS

# Of the figures of a year, those that say most at once.
HIGHLIGHTS = ("declarations", "share_malicious", "ransomware", "share_degraded_mode")
ON_THE_FIRST_PAGE = ("bulletins", "news", "good_practice")
LATEST = 3
PAGES = 4


@require_safe
@audience(Audience.ANYONE)
def home(request: HttpRequest) -> HttpResponse:
    """Show what one may come for, whom to call, the figures of the year and what is new."""
    realm, language = settings.VIGIE_INTAKE_REALM, get_language() or ""
    bulletins, news, good_practice = (SECTIONS[name] for name in ON_THE_FIRST_PAGE)
    year, highlights = last_year(realm)
    context = {
        "numbers": settings.VIGIE_EMERGENCY_NUMBERS,
        "year": year,
        "highlights": highlights,
        "synthetic": realm == DEMO,
        "bulletins": bulletins,
        "alerts": published.latest(realm, bulletins.kinds, language, number=LATEST),
        "news": news,
        "latest": published.latest(realm, news.kinds, language, number=LATEST),
        "good_practice": good_practice,
        "pages": published.latest(realm, good_practice.kinds, language, number=PAGES),
    }
    return render(request, "public/home.html", context)


def last_year(realm: str) -> tuple[int | None, list[Reading]]:
    """Return the last year published and its first figures; None before any was."""
    series = selectors.series(realm)
    if not series:
        return None, []
    groups = selectors.groups(series[-1])
    readings = {reading.key: reading for group in groups for reading in group.readings}
    return series[-1].year, [readings[key] for key in HIGHLIGHTS if key in readings]
