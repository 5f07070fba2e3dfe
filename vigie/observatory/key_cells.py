"""The key figures and breakdowns of a year as cells for disclosure control.

A count is one cell. A share is two, its numerator and its denominator, and tells a third that
nobody prints: what is left. One count has one cell, whichever figures print it: “malicious” of the
breakdown by origin is the numerator of the share of malicious origin.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from vigie.observatory.catalogue import NATIONAL, Definition, Scope, Unit
from vigie.observatory.disclosure import (
    Cell,
    CellId,
    Dimension,
    Relation,
    Sense,
    Standing,
    Table,
)
from vigie.observatory.measures import Count, Figure, Measure, Share

PREDICATE = re.compile(r"(\w+) = '([\w-]+)'")
# Key figures are read by all: they are suppressed to protect others only where nothing else helps.
COST_OF_A_KEY_FIGURE = 200
PENDING = "declarations not yet qualified"
# Of two figures, the first counts some of what the second counts.
AMONG = (
    ("endangerment_proven", "endangerment_potential"),
    ("share_same_day", "share_within_24h"),
    ("structures_declaring_more_than_4", "structures_declaring_more_than_2"),
)
DEFINITIONS = {each.key: each for each in NATIONAL}


@dataclass(frozen=True, slots=True)
class Behind:
    """Who stands behind a count: how many structures, and the largest one's part of it."""

    structures: int = 0
    largest_share: float | None = None


NOBODY = Behind()


@dataclass(frozen=True, slots=True)
class Printed:
    """The cells that one figure prints, and what is left of a share."""

    counted: CellId
    out_of: CellId | None = None
    rest: CellId | None = None

    @property
    def cells(self) -> tuple[CellId, ...]:
        """Those that it prints."""
        return (self.counted,) if self.out_of is None else (self.counted, self.out_of)

    @property
    def all(self) -> tuple[CellId, ...]:
        """Those that it tells."""
        return self.cells if self.rest is None else (*self.cells, self.rest)


def is_total_of_a_year(cell: CellId) -> bool:
    """Tell whether a cell counts all declarations of a year, which is announced as it is."""
    return cell.counted == Unit.DECLARATIONS and [name for name, _code in cell.where] == ["year"]


def printed(figure: Figure) -> Printed:
    """Return the cells of a figure."""
    year = {"year": figure.period}
    if figure.breakdown is not None:
        column, _equals, code = figure.breakdown.partition("=")
        return Printed(CellId.of(figure.unit, {**year, column: code}))
    what = figure.unit if figure.scope == Scope.ALL else f"{figure.unit} in scope"
    definition = DEFINITIONS.get(figure.key)
    counted = CellId.of(what, year | _where(figure.key, definition))
    if definition is None or definition.out_of is None:
        return Printed(counted)
    base = _base(definition)
    out_of = CellId.of(what, year | ({} if definition.out_of == "true" else base))
    return Printed(counted, out_of, CellId.of(what, {**year, "figure": f"not {figure.key}"}))


def _where(key: str, definition: Definition | None) -> dict[str, str]:
    if definition is not None and definition.out_of in {None, "true"}:
        if definition.counted == "true":
            return {}
        if match := PREDICATE.fullmatch(definition.counted):
            return {match[1]: match[2]}
    return {"figure": key}


def _base(definition: Definition) -> dict[str, str]:
    """Return where the denominator of a share is a figure of its own."""
    for each in NATIONAL:
        same = (each.counted, each.unit, each.scope)
        if each.out_of is None and same == (definition.out_of, definition.unit, definition.scope):
            return _where(each.key, each)
    return {"figure": f"out of {definition.key}"}


def cells_of(figures: Sequence[Figure], behind: Mapping[str, Behind]) -> list[Cell]:
    """Return the cells of figures, with who stands `behind` each figure by its name.

    Of what is left of a share, and of the denominator, by the name with “rest of” or “out of”.
    """
    found: dict[CellId, Cell] = {}
    for figure in figures:
        shown, name = printed(figure), figure.breakdown or figure.key
        cost = None if figure.breakdown else COST_OF_A_KEY_FIGURE
        for cell, count, of in zip(
            shown.all,
            _counts(figure.measure),
            (name, f"out of {name}", f"rest of {name}"),
            strict=False,
        ):
            who = behind.get(of, NOBODY)
            standing = Standing.IMPLIED if cell == shown.rest else Standing.ORDINARY
            found.setdefault(
                cell, Cell(cell, count, who.structures, who.largest_share, standing, cost=cost)
            )
    if figures:
        pending = CellId.of(PENDING, {"year": figures[0].period})
        found[pending] = Cell(pending, figures[0].pending, 0, standing=Standing.ANYWAY)
    return list(found.values())


def _counts(measure: Measure) -> tuple[int, ...]:
    match measure:
        case Count(count):
            return (count,)
        case Share(counted, out_of):
            return (counted, out_of, out_of - counted)
        case _:
            return ()


def tables_of(figures: Iterable[Figure]) -> list[Table]:
    """Return the breakdowns among figures of one year, as tables."""
    cells = [each for each in figures if each.breakdown]
    return [_table(list(group)) for _key, group in groupby(cells, key=attrgetter("key"))]


def _table(group: Sequence[Figure]) -> Table:
    pairs = [(each.breakdown or "").partition("=") for each in group]
    codes = [code for _column, _equals, code in pairs]
    dimension = Dimension.flat(pairs[0][0], codes)
    return Table(group[0].unit, (dimension,), {"year": group[0].period})


def relations_among(figures: Sequence[Figure]) -> Iterator[Relation]:
    """Yield what everybody knows of the figures of one year, beside that breakdowns add up."""
    by_key = {each.key: printed(each) for each in figures if each.breakdown is None}
    known = {cell for each in figures for cell in printed(each).cells}
    for shown in by_key.values():
        if shown.out_of is not None and shown.rest is not None:
            yield Relation(shown.out_of, (shown.counted, shown.rest))
    for part, whole in AMONG:
        if part in by_key and whole in by_key:
            yield Relation(by_key[whole].counted, (by_key[part].counted,), Sense.AT_LEAST)
    for cell in sorted(known):
        for wider in _wider(cell):
            if wider in known:
                yield Relation(wider, (cell,), Sense.AT_LEAST)
    if figures:
        yield from _pending(figures[0].period, known)


def _wider(cell: CellId) -> Iterator[CellId]:
    """Yield what counts all that a cell counts, and may count more."""
    year = {name: code for name, code in cell.where if name == "year"}
    whole = CellId.of(cell.counted, year)
    if whole != cell:
        yield whole
    elif cell.counted in {Unit.STRUCTURES, Unit.INCIDENTS}:
        yield CellId.of(Unit.DECLARATIONS, year)
    if cell.counted.endswith(" in scope") and "figure" not in dict(cell.where):
        yield CellId(cell.counted.removesuffix(" in scope"), cell.where)


def _pending(year: str, known: set[CellId]) -> Iterator[Relation]:
    whole = CellId.of(Unit.DECLARATIONS, {"year": year})
    qualified = CellId.of(f"{Unit.DECLARATIONS} in scope", {"year": year})
    pending = CellId.of(PENDING, {"year": year})
    if whole in known:
        parts = (qualified, pending) if qualified in known else (pending,)
        yield Relation(whole, parts, Sense.AT_LEAST)
