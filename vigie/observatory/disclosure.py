"""Disclosure control: what of a year's figures may be shown without showing a structure.

- A cell of a breakdown is suppressed when fewer than K distinct structures stand behind it.
  A cell of zero is shown: it concerns nobody.
- The total of a breakdown is public, so cells are suppressed together: the smallest of the
  others join until what is left to guess no longer tells any of them (`is_safe`). A cell that
  equals a published national figure is public already: it is shown, and cannot help to hide.
- Where even that is not enough, the whole breakdown is suppressed, zeros included.
- A national figure with fewer than K structures is suppressed too, unless the statistician
  signs a waiver, which the publication lists.

One table at a time: cells of two tables, or of two versions, are not weighed together here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter

from vigie.observatory.catalogue import BREAKDOWNS, NATIONAL, Definition, Unit
from vigie.observatory.figures import RELATIONS, SCOPES, Figure, Suppressed
from vigie.observatory.snapshots import Snapshot

K = 5


@dataclass(frozen=True, slots=True)
class Protected:
    """Figures that may be published, and the national ones that only the waiver lets through."""

    figures: tuple[Figure, ...]
    waived: tuple[str, ...]


def protect(
    figures: Sequence[Figure], structures: Mapping[str, int], *, waiver: bool, k: int = K
) -> Protected:
    """Return the figures of one realm and one year with what must be suppressed, suppressed.

    Args:
        figures: live figures.
        structures: distinct structures behind each figure, see `structures_behind`.
        waiver: whether national figures of fewer than `k` structures are shown all the same.
        k: the fewest structures that may stand behind a figure.
    """
    small = {name for name, number in structures.items() if 0 < number < k}
    waived = [each.key for each in figures if waiver and each.key in small]
    hidden = small.difference(waived)
    national = [
        _suppressed(each) if each.key in hidden else _shown(each)
        for each in figures
        if each.breakdown is None
    ]
    public = {each.key for each in national if not isinstance(each.measure, Suppressed)}
    cells = [each for each in figures if each.breakdown is not None]
    tables = [list(table) for _key, table in groupby(cells, key=attrgetter("key"))]
    protected = [cell for table in tables for cell in _protected(table, hidden, public, k)]
    return Protected((*national, *protected), tuple(waived))


def _protected(
    table: Sequence[Figure], small: set[str], public: set[str], k: int
) -> Iterator[Figure]:
    counts = {cell.breakdown or "": cell.measure.numerator or 0 for cell in table}
    known = {name for name in counts if _national_twin(name) in public}
    hidden = _hidden_together(counts, counts.keys() & small - known, known, k)
    for cell in table:
        yield _suppressed(cell) if cell.breakdown in hidden else _shown(cell)


def _hidden_together(
    counts: Mapping[str, int], primary: set[str], known: set[str], k: int
) -> set[str]:
    """Return the cells to suppress: the primary ones, and as many others as it takes."""
    hidden = set(primary)
    others = sorted(name for name, count in counts.items() if count and name not in hidden | known)
    others.sort(key=lambda name: counts[name], reverse=True)
    while not is_safe([counts[name] for name in hidden], k):
        if not others:
            return counts.keys() - known
        hidden.add(others.pop())
    return hidden


def is_safe(hidden: Sequence[int], k: int) -> bool:
    """Tell whether cells hidden together, whose sum is known, hide each other.

    Each is known to be 1 at least, since zeros are shown. So each may be anything from 1 to
    what the sum leaves when all others are 1: that must reach the largest small count, k - 1.
    """
    if not hidden:
        return True
    return len(hidden) > 1 and sum(hidden) - (len(hidden) - 1) >= k - 1


def _national_twin(breakdown: str) -> str | None:
    """Return the national figure that counts the very declarations of a cell, if there is one."""
    column, _equals, code = breakdown.partition("=")
    predicate = f"{column} = '{code}'"
    return next((each.key for each in NATIONAL if each.counted == predicate), None)


def structures_behind(snapshot: Snapshot, year: int) -> dict[str, int]:
    """Return how many distinct structures stand behind each figure of a year.

    By the figure's key, or by “column=code” for a cell. For a share, behind its numerator.
    """
    of_structures = [each for each in NATIONAL if each.unit == Unit.STRUCTURES]
    of_others = [each for each in NATIONAL if each.unit != Unit.STRUCTURES]
    found: dict[str, int] = {}
    with snapshot.open() as connection:
        # Every piece of SQL here comes from the catalogue; the year is bound.
        for counted, relation, definitions in (
            ("count(*)", RELATIONS[Unit.STRUCTURES], of_structures),
            ("count(DISTINCT structure)", RELATIONS[Unit.DECLARATIONS], of_others),
        ):
            columns = ", ".join(f"{counted} FILTER ({_predicate(each)})" for each in definitions)
            row = connection.execute(
                f"SELECT {columns} FROM {relation} WHERE year = ?",  # noqa: S608
                [year],
            ).fetchone()
            found |= zip((each.key for each in definitions), row or (), strict=True)
        for breakdown in BREAKDOWNS:
            column = breakdown.column
            value = "lpad(month::VARCHAR, 2, '0')" if column == "month" else column
            rows = connection.execute(
                f"SELECT '{column}=' || {value}, count(DISTINCT structure) "  # noqa: S608
                "FROM facts WHERE year = ? GROUP BY ALL",
                [year],
            ).fetchall()
            found |= rows
    return found


def _predicate(definition: Definition) -> str:
    taken = "incident IS NOT NULL" if definition.unit == Unit.INCIDENTS else "true"
    scope, out_of = SCOPES[definition.scope], definition.out_of or "true"
    return f"{scope} AND {definition.counted} AND {out_of} AND {taken}"


def _shown(figure: Figure) -> Figure:
    return replace(figure, protected=True)


def _suppressed(figure: Figure) -> Figure:
    return replace(figure, measure=Suppressed(), protected=True)
