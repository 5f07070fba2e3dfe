"""Made-up linked tables: declarations of structures, counted wherever they count."""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import product

from vigie.observatory.disclosure import Cell, Dimension, Table

# One declaration: who declared, and its code in each dimension.
Declaration = tuple[int, dict[str, str]]

REGION = Dimension(
    "region", {"north": None, "south": None, "11": "north", "12": "north", "84": "south"}
)
KIND = Dimension.flat("kind", ["malware", "phishing", "outage"])
STRUCTURE_KIND = Dimension.flat("structure_kind", ["hospital", "laboratory"])
LINKED = (
    Table("declarations", (REGION, KIND), {"year": "2024"}),
    Table("declarations", (REGION, STRUCTURE_KIND), {"year": "2024"}),
)


def leaves(dimension: Dimension) -> list[str]:
    """The codes that contain no other."""
    return [code for code in dimension.codes if code not in dimension.codes.values()]


def counted(declarations: Iterable[Declaration], tables: Sequence[Table]) -> list[Cell]:
    """The cells of tables, margins and groups included; those of zero are left out."""
    contributions: dict = defaultdict(Counter)
    for structure, codes in declarations:
        cells = {
            table.cell(place)
            for table in tables
            for place in product(*(_within(each, codes[each.name]) for each in table.dimensions))
        }
        for cell in cells:
            contributions[cell][structure] += 1
    return [
        Cell(cell, of.total(), len(of), max(of.values()) / of.total())
        for cell, of in contributions.items()
    ]


def _within(dimension: Dimension, code: str) -> list[str]:
    """A code, all that contain it, and the total."""
    found: list[str] = []
    place: str | None = code
    while place is not None:
        found.append(place)
        place = dimension.codes[place]
    return [*found, ""] if dimension.total else found


def drawn(
    tables: Sequence[Table], declarations: int, structures: int, seed: int
) -> list[Declaration]:
    """Declarations at random, some codes far more frequent than others."""
    chance = random.Random(seed)  # noqa: S311
    dimensions = {each.name: leaves(each) for table in tables for each in table.dimensions}
    weights = {name: [chance.paretovariate(1) for _ in codes] for name, codes in dimensions.items()}
    return [
        (
            min(chance.randrange(structures), chance.randrange(structures)),
            {name: chance.choices(codes, weights[name])[0] for name, codes in dimensions.items()},
        )
        for _ in range(declarations)
    ]


def grid(
    rows: Sequence[Sequence[int]], *, structures: int | None = None
) -> tuple[Table, list[Cell]]:
    """A table of region by kind from its inner counts, one structure a declaration unless told."""
    table = Table(
        "declarations",
        (
            Dimension.flat("region", [f"r{n}" for n in range(len(rows))]),
            Dimension.flat("kind", [f"k{n}" for n in range(len(rows[0]))]),
        ),
    )
    sums: Counter = Counter()
    for (r, row), k in product(enumerate(rows), range(len(rows[0]))):
        for place in product((f"r{r}", ""), (f"k{k}", "")):
            sums[table.cell(place)] += row[k]
    return table, [
        Cell(cell, count, count if structures is None else min(count, structures))
        for cell, count in sums.items()
    ]
