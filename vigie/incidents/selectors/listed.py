"""The desk's lists as their tabs count them."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from vigie.core.counts import Counting, counting
from vigie.incidents.selectors.narrowing import Narrowing, Show


@dataclass(frozen=True)
class Listed:
    """One of the lists, of a realm, as one person sees it."""

    # Returns what a narrowing lets through, from `about` and the narrowing alone.
    find: Callable[..., QuerySet[Any, Any]]
    about: tuple[Hashable, ...]

    def rows(self, narrowing: Narrowing) -> QuerySet[Any, Any]:
        """Return the rows that a narrowing lets through, in the order of the list."""
        return self.find(*self.about, narrowing)

    def counting(self, narrowing: Narrowing) -> Counting:
        """Return how they are counted.

        Written once: the ORM takes longer over the SQL of ten tabs than the database to count.
        """
        if narrowing.show == Show.LATE:
            # By the clock of each request.
            return counting(self.rows(narrowing))
        return _counting(self, narrowing)


@lru_cache(maxsize=1_000)
def _counting(listed: Listed, narrowing: Narrowing) -> Counting:
    return counting(listed.rows(narrowing))
