"""Disclosure control of tables of realistic size, and the attack on what comes out of it.

Run with `python -m benchmarks.disclosure`. The floor is the attack alone: what anybody pays who
checks a publication.
"""

import random
import time
from collections import Counter, defaultdict
from itertools import product

from vigie.observatory.disclosure import (
    Cell,
    CellId,
    Dimension,
    Rules,
    Table,
    breaches,
    protect,
    relations_of,
)

# Name, regions, columns, years, declarations a year, structures.
SIZES = (
    ("20 years x 18 regions x 30 kinds", 18, 30, 20, 750, 4_000),
    ("18 regions x 40 kinds of structure", 18, 40, 1, 3_000, 4_000),
    ("18 regions x 30 kinds, many declarations", 18, 30, 1, 30_000, 4_000),
)


def cells_of(table: Table, declarations: int, structures: int) -> list[Cell]:
    """Return the cells of declarations drawn at random, some codes far more frequent."""
    chance = random.Random(declarations)  # noqa: S311 - the same tables each time
    years, regions, columns = (list(each.codes) for each in table.dimensions)
    weights = [chance.paretovariate(1.2) for _ in range(max(len(regions), len(columns)))]
    home = chance.choices(regions, weights[: len(regions)], k=structures)
    by_cell: dict[CellId, Counter[int]] = defaultdict(Counter)
    for year in years:
        drawn = chance.choices(columns, weights[: len(columns)], k=declarations)
        for column in drawn:
            structure = chance.randrange(structures)
            for place in product((home[structure], ""), (column, "")):
                by_cell[table.cell((year, *place))][structure] += 1
    return [
        Cell(cell, of.total(), len(of), max(of.values()) / of.total())
        for cell, of in by_cell.items()
    ]


def main() -> None:
    """Measure and print."""
    for name, regions, columns, years, declarations, structures in SIZES:
        table = Table(
            "declarations",
            (
                Dimension.flat("year", [str(2000 + n) for n in range(years)], total=False),
                Dimension.flat("region", [f"{n:02}" for n in range(regions)]),
                Dimension.flat("kind", [f"{n:02}" for n in range(columns)]),
            ),
        )
        cells = cells_of(table, declarations, structures)
        start = time.perf_counter()
        found = protect(cells, [table])
        took = time.perf_counter() - start
        start = time.perf_counter()
        assert not breaches(found.edition, relations_of([table]), Rules())
        attack = time.perf_counter() - start
        others = len(found.suppressed - found.forbidden)
        print(
            f"{name}: {took:.1f} s, {took / attack:.0f} x the attack ({attack:.1f} s); of "
            f"{found.printed:,} cells {found.share:.1%} suppressed, {others / found.printed:.2%} "
            "to protect others"
        )


if __name__ == "__main__":
    main()
