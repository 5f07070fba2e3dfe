"""Cells: what is published of one group of declarations, and when it must not be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self

K = 5
DOMINANT_SHARE = 0.8
# A cell of so many dimensions is the least to lose; each that is totalled doubles its price.
DETAILED = 3


@dataclass(frozen=True, slots=True, order=True)
class CellId:
    """What a cell counts, and where. A dimension that is not named is totalled.

    So one count has one name whatever the tables that show it: the total of a region is the
    same cell, and for an attacker the same unknown, in “region by kind” and “region by year”.
    """

    counted: str
    where: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, counted: str, where: Mapping[str, str]) -> Self:
        """Return the cell of these codes, in whatever order they come."""
        return cls(counted, tuple(sorted(where.items())))

    def __str__(self) -> str:
        codes = ", ".join(f"{dimension}={code}" for dimension, code in self.where)
        return f"{self.counted} [{codes}]" if codes else self.counted


@dataclass(frozen=True, slots=True)
class Cell:
    """One count and the structures behind it.

    `structures` counts distinct ones; `largest_share` is the part of the count that comes from
    the structure which has most of it (None: not weighed). `impossible` marks a zero that could
    not have been anything else, which everybody knows. `anyway`: it is printed whatever it is,
    because everybody knows it or a waiver says so. `cost` is what suppressing it loses;
    without one, `price` decides. `last`: it is suppressed for the sake of others only where
    nothing else protects them, whatever that costs.
    """

    id: CellId
    count: int
    structures: int
    largest_share: float | None = None
    anyway: bool = False
    impossible: bool = False
    cost: int | None = None
    last: bool = False

    @property
    def known(self) -> bool:
        """Whether an attacker has this count whatever is suppressed."""
        return self.impossible or self.anyway

    @property
    def price(self) -> int:
        """What is lost by suppressing the cell: more for a larger count and for a total."""
        if self.cost is not None:
            return self.cost
        return (1 + self.count.bit_length()) << max(0, DETAILED - len(self.id.where))


@dataclass(frozen=True, slots=True)
class Rules:
    """When a cell may not be shown.

    Args:
        k: the fewest distinct structures that may stand behind a count.
        dominant_share: the largest part of a count that one structure may have.
    """

    k: int = K
    dominant_share: float = DOMINANT_SHARE

    def __post_init__(self) -> None:
        if self.k < 2 or not 0 < self.dominant_share <= 1:  # noqa: PLR2004 - 1 hides nothing
            raise ValueError(f"{self} protects nobody")

    def forbid(self, cell: Cell) -> bool:
        """Tell whether a cell may not be shown for what it is. A zero concerns nobody."""
        if not cell.count or cell.known:
            return False
        dominated = cell.largest_share is not None and cell.largest_share > self.dominant_share
        return cell.structures < self.k or dominated

    def hold(self, lowest: float, highest: float) -> bool:
        """Tell whether an interval still holds every count from 1 to k - 1."""
        return lowest <= 1 + TOLERANCE and highest >= self.k - 1 - TOLERANCE

    def goal(self, lowest: float, highest: float) -> tuple[float, float]:
        """Return what the interval of a suppressed cell must hold.

        Given what is left to it by what is known anyway: where that no longer holds 1 to k - 1,
        the cell must keep all that is left below k.
        """
        if self.hold(lowest, highest):
            return 1, self.k - 1
        return lowest, min(highest, max(self.k - 1, lowest))


# Counts are integers; linear programs answer to about a billionth.
TOLERANCE = 1e-5


@dataclass(frozen=True, slots=True)
class Edition:
    """One publication of tables: what it shows, and what it keeps back.

    Args:
        counts: of every cell, the count of that time. Of a cell that is not shown it is used
            only to tell which of an attacker's suppositions are right; it may be missing.
        suppressed: the cells that are not shown and must not be told.
        anyway: the shown cells that were shown though small: by waiver, or known to everybody.
    """

    counts: Mapping[CellId, int]
    suppressed: frozenset[CellId]
    anyway: frozenset[CellId] = field(default=frozenset())

    @property
    def shown(self) -> dict[CellId, int]:
        """What anybody reads in it."""
        return {cell: count for cell, count in self.counts.items() if cell not in self.suppressed}


def names(cells: Iterable[CellId], most: int = 5) -> str:
    """Return the first of these cells in words, for a message."""
    ordered = [str(cell) for cell in sorted(cells)]
    more = f" and {len(ordered) - most} more" if len(ordered) > most else ""
    return "; ".join(ordered[:most]) + more
