"""Which entries of the main menu stand before somebody."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.conf import settings
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise

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
    for route, label in links:
        try:
            url = reverse(route)
        except NoReverseMatch:
            # A front process has no desk, a desk process no portal.
            continue
        allowed = audience_of(resolve(url))
        if allowed & (audiences | WITHOUT_ACCOUNT):
            yield Entry(url, label, allowed)
