"""Which entries of the main menu stand before somebody."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language

from vigie.core.audience import WITHOUT_ACCOUNT, Audience, audience_of


class Entry(NamedTuple):
    """An entry of the main menu."""

    url: str
    label: str | Promise
    audience: frozenset[Audience]


def menu_of(audiences: frozenset[Audience]) -> Iterator[Entry]:
    """Yield the entries of `settings.VIGIE_MENU` that exist in this process and are open."""
    yield from entries(settings.VIGIE_MENU, audiences)


def entries(
    links: Iterable[tuple[str, str | Promise]], audiences: frozenset[Audience]
) -> Iterator[Entry]:
    """Yield those of some links that exist in this process and are open."""
    where = (get_language(), get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)
    for route, label in links:
        if (found := _found(route, *where)) and found.audience & (audiences | WITHOUT_ACCOUNT):
            yield Entry(found.url, label, found.audience)


class _Found(NamedTuple):
    url: str
    audience: frozenset[Audience]


@lru_cache(maxsize=1_000)
def _found(route: str, _language: str | None, _prefix: str, _urlconf: str) -> _Found | None:
    """Look it up once: each page shows it, and finding who may open an address is slow."""
    try:
        url = reverse(route)
    except NoReverseMatch:
        # A front process has no desk, a desk process no portal.
        return None
    return _Found(url, audience_of(resolve(url)))
