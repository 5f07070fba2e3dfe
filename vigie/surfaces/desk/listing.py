"""What the desk's lists have in common: their tabs with counters, their page."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vigie.core import keyset
from vigie.core.counts import bounded_counts
from vigie.incidents import selectors
from vigie.incidents.models import SavedFilter
from vigie.incidents.selectors import Listed, Narrowing, Show

ROWS = 25
# Lines of a history or a timeline are short.
MOMENTS = 100
# The views of each list, and what their tabs say.
OF_QUEUE = {
    Show.OPEN: _("All that wait"),
    Show.LATE: _("Late"),
    Show.HELP: _("Help wanted"),
    Show.MESSAGES: _("New messages"),
}
OF_CASES = {
    Show.OPEN: _("Open"),
    Show.MINE: _("Open, led by me"),
    Show.UNLED: _("Led by nobody"),
    Show.LATE: _("Late"),
    Show.HELP: _("Help wanted"),
    Show.MESSAGES: _("New messages"),
    Show.CLOSED: pgettext_lazy("cases", "Closed"),
}


@dataclass(frozen=True)
class Tab:
    """A way to see a list, and how many rows it has."""

    label: object
    address: str
    count: int
    current: bool
    # Of a filter of one's own: what forgets it.
    key: str = ""


@dataclass(frozen=True)
class Listing:
    """One page of a list, as somebody narrowed it."""

    # Realm and narrowing, as an address says them.
    address: str
    page: keyset.Page[Any]
    count: int
    tabs: Sequence[Tab]

    @property
    def savable(self) -> bool:
        """Whether what is shown has no tab yet."""
        return not any(tab.current for tab in self.tabs)

    @property
    def own(self) -> Tab | None:
        """The filter of one's own that is shown, if one is."""
        return next((tab for tab in self.tabs if tab.current and tab.key), None)


def listing(  # noqa: PLR0913 - each is one thing that the two lists do differently
    request: HttpRequest,
    listed: Listed,
    narrowing: Narrowing,
    *,
    realm: str,
    tabs: Mapping[Show, object],
    saved: Iterable[SavedFilter] = (),
    detailed: QuerySet[Any],
) -> Listing:
    """Return the page that the address asks for, and the counters: in two queries.

    `saved`: the filters that the reader keeps, each a tab after those of Vigie.
    `detailed`: all rows, with what counting them does not need and a page says of each.
    """
    ways: list[tuple[object, Narrowing, str]] = [
        (label, Narrowing(show=show), "") for show, label in tabs.items()
    ]
    ways += [(kept.name, selectors.narrowing_of(kept), str(kept.pk)) for kept in saved]
    # What is shown most often has a tab: it is counted once.
    counts = bounded_counts(
        {way: listed.counting(way) for way in (narrowing, *(way for _label, way, _key in ways))}
    )
    return Listing(
        address=address(realm, narrowing),
        page=page_of(request, listed.rows(narrowing), detailed),
        count=counts[narrowing],
        tabs=[
            Tab(label, address(realm, way), counts[way], way == narrowing, key)
            for label, way, key in ways
        ],
    )


def page_of(
    request: HttpRequest, rows: QuerySet[Any], detailed: QuerySet[Any] | None = None
) -> keyset.Page[Any]:
    """Return the page of a list that the address asks for."""
    asked = request.GET
    return keyset.page(
        rows,
        size=ROWS,
        after=asked.get("after", ""),
        before=asked.get("before", ""),
        detailed=detailed,
    )


def moments_page(request: HttpRequest, lists: Sequence[QuerySet[Any]]) -> keyset.Page[Any]:
    """Return the page that the address asks for of what happened, by default the last."""
    asked = request.GET
    return keyset.last_page(
        lists, size=MOMENTS, after=asked.get("after", ""), before=asked.get("before", "")
    )


def address(realm: str, narrowing: Narrowing) -> str:
    """Return what an address says of a list."""
    return urlencode({"realm": realm, **narrowing.as_query()})
