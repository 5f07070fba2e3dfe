"""Figures: cells of the catalogue's tables, and shares of one cell in another.

A share is made of its numerator and its denominator and of nothing else, so that no percentage
can be written without them. Figures come from cells alone: whoever has the published cells can
make every published figure again.
"""

from collections.abc import Iterator, Mapping

from vigie.observatory.catalogue import (
    BREAKDOWNS,
    BY_CODE,
    NATIONAL,
    YEAR,
    Definition,
    Scope,
    Table,
    Unit,
)
from vigie.observatory.catalogue.dimensions.handling import PENDING, SCOPE
from vigie.observatory.disclosure import CellId
from vigie.observatory.measures import Count, Figure, Measure, Rate, Share, Suppressed

# How many stand in each cell; None where that is not published.
Counts = Mapping[CellId, int | None]


def figures_of(realm: str, year: int, counts: Counts, *, protected: bool = False) -> list[Figure]:
    """Return the figures of a year that these cells tell, in the catalogue's order.

    Args:
        realm: whose figures.
        year: which year.
        counts: how many stand in each cell; None where that is not published.
        protected: whether the cells have passed disclosure control.
    """
    pending = counts.get(pending_cell(year)) or 0

    def figure(
        key: str, measure: Measure, unit: Unit, scope: Scope = Scope.ALL, cell: str | None = None
    ) -> Figure:
        return Figure(
            realm, key, measure, unit, scope, cell, str(year), pending, protected=protected
        )

    return [
        *(
            figure(each.key, measure, each.unit, each.scope)
            for each in NATIONAL
            if (measure := _measure(each, year, counts))
        ),
        *(
            figure(table.key, _count(counts[cell]), table.unit, cell=f"{name}={code}")
            for table in BREAKDOWNS
            for name, code, cell in _single_codes(table, year)
            if cell in counts
        ),
        *(
            figure(each.key, measure, each.unit, each.scope, f"{each.by.name}={code}")
            for each in BY_CODE
            if each.by
            for code in each.by.codes
            # What is out of nothing has nothing to tell of this code.
            if (measure := _measure(each, year, counts, code)) and measure.denominator != 0
        ),
    ]


def pending_cell(year: int) -> CellId:
    """Return the cell of the declarations of a year that are not yet qualified."""
    return CellId.of(Unit.DECLARATIONS, {YEAR: str(year), SCOPE.name: PENDING})


def _measure(definition: Definition, year: int, counts: Counts, code: str = "") -> Measure | None:
    cells = list(definition.cells(str(year), code))
    if not counts.keys() >= set(cells):
        return None
    match [counts[cell] for cell in cells]:
        case [int(counted)]:
            return Count(counted)
        case [int(counted), int(out_of)] if definition.is_rate:
            return Rate(counted, out_of, definition.per) if counted <= out_of else None
        case [int(counted), int(out_of)]:
            return Share(counted, out_of)
        case _:
            return Suppressed()


def _count(number: int | None) -> Measure:
    return Suppressed() if number is None else Count(number)


def _single_codes(table: Table, year: int) -> Iterator[tuple[str, str, CellId]]:
    """Yield each code of a table of one dimension, with its cell."""
    (dimension,) = table.dimensions
    return ((dimension.name, code, table.cell(str(year), [code])) for code in dimension.codes)
