"""Figures of one year through disclosure control, beside all that was published of that year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from vigie.observatory import key_cells
from vigie.observatory.disclosure import (
    Breach,
    Cell,
    CellId,
    Edition,
    Relation,
    Rules,
    Standing,
    breaches,
    harmful,
    protect,
    relations_of,
)
from vigie.observatory.key_cells import Behind
from vigie.observatory.measures import Figure, Suppressed

RULES = Rules()


@dataclass(frozen=True, slots=True)
class FactsOfYear:
    """The live figures of one year, and who stands behind them. Private."""

    figures: Sequence[Figure]
    behind: Mapping[str, Behind]

    def cells(self) -> list[Cell]:
        """Return them as cells; the total of the year, once it may be shown, always is."""
        cells = key_cells.cells_of(self.figures, self.behind)
        return [
            replace(cell, standing=Standing.ANYWAY)
            if key_cells.is_total_of_a_year(cell.id) and not RULES.forbid(cell)
            else cell
            for cell in cells
        ]

    def relations(self) -> list[Relation]:
        """Return what everybody knows of them."""
        tables, others = key_cells.tables_of(self.figures), key_cells.relations_among(self.figures)
        return relations_of(tables, others)


def waivable(facts: FactsOfYear) -> dict[str, tuple[CellId, ...]]:
    """Return the national figures that only a waiver lets through, each with its small totals."""
    small = {cell.id for cell in facts.cells() if RULES.forbid(cell)}
    national = [each for each in facts.figures if each.breakdown is None]
    told = {each.key: key_cells.printed(each).all for each in national}
    return {
        key: tuple(cell for cell in cells if cell in small)
        for key, cells in told.items()
        if not small.isdisjoint(cells)
    }


def protected(
    facts: FactsOfYear, cells: Iterable[Cell], earlier: Sequence[Edition]
) -> tuple[Figure, ...]:
    """Return figures that may be published: what must be suppressed, suppressed.

    Args:
        facts: the year as it is now.
        cells: its cells, those that a waiver lets through marked.
        earlier: what was published of the year before.

    Raises:
        CannotProtect: what was published before tells what may not be shown.
    """
    found = protect(
        cells,
        key_cells.tables_of(facts.figures),
        relations=key_cells.relations_among(facts.figures),
        rules=RULES,
        earlier=earlier,
    )
    return tuple(
        replace(
            each,
            protected=True,
            measure=Suppressed()
            if not found.suppressed.isdisjoint(key_cells.printed(each).cells)
            else each.measure,
        )
        for each in facts.figures
    )


def edition_of(
    figures: Sequence[Figure], waived: Iterable[CellId], facts: FactsOfYear | None
) -> Edition:
    """Return what published figures show and keep back, read from the figures themselves.

    Args:
        figures: as they are printed.
        waived: the totals that a waiver let through.
        facts: those of that time, which tell what has not changed since; None when they are lost.
    """
    prints = [(key_cells.printed(each), each.measure) for each in figures]
    open_ = {cell for of, measure in prints if measure != Suppressed() for cell in of.cells}
    told = {cell for of, _measure in prints for cell in of.all}
    kept_back = {cell for of, measure in prints if measure == Suppressed() for cell in of.all}
    let_through = {cell for of, measure in prints if measure != Suppressed() for cell in of.all}
    let_through &= set(waived)
    true = facts.cells() if facts else []
    small = {cell.id for cell in true if RULES.forbid(cell)} if facts else kept_back - open_
    # A share is not printed when one of its two counts is kept back: the other need not be.
    alone = {of.counted for of, _measure in prints if of.out_of is None}
    read = key_cells.cells_of(figures, {})
    known = {cell.id for cell in read if cell.known} | let_through
    known |= {cell for cell in open_ if key_cells.is_total_of_a_year(cell)}
    suppressed = ((alone - open_) | small) - known
    counts = {cell.id: cell.count for cell in true}
    return Edition(
        counts | {cell.id: cell.count for cell in read if cell.id in open_ | known},
        frozenset(suppressed),
        frozenset(known),
        frozenset(told - open_ - known - suppressed),
    )


def broken(
    figures: Sequence[Figure],
    waived: Iterable[CellId],
    facts: FactsOfYear,
    earlier: Sequence[Edition],
) -> list[Breach]:
    """Attack figures as they are printed; return the cells that can be told too well."""
    edition = edition_of(figures, waived, facts)
    cells = {cell.id: cell for cell in facts.cells()}
    found = breaches(edition, facts.relations(), RULES, earlier)
    return harmful(found, cells, RULES, earlier)
