"""Which synthetic structures declare, so that kinds, regions and distinct counts come out."""

import random
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from vigie.demonstration.cases import Drawn
from vigie.demonstration.targets import YearTargets
from vigie.directory.models import Structure
from vigie.taxonomy.codes import StructureKind

# (is a health establishment, region).
Cell = tuple[bool, str]


class DirectoryTooSmallError(ValueError):
    """The synthetic directory has too few structures for the targets."""


@dataclass(frozen=True)
class Pool:
    """The synthetic structures to draw from, by cell."""

    cells: dict[Cell, list[Structure]]

    @classmethod
    def of(cls, structures: Iterable[Structure]) -> "Pool":
        """Sort structures into cells, in an order that does not depend on their keys."""
        cells: dict[Cell, list[Structure]] = defaultdict(list)
        for structure in sorted(structures, key=lambda structure: structure.finess):
            if structure.region:
                is_establishment = structure.kind == StructureKind.HEALTH_ESTABLISHMENT
                cells[is_establishment, structure.region].append(structure)
        return cls(dict(cells))


def assign_structures(
    cases: list[Drawn], targets: YearTargets, pool: Pool, rng: random.Random
) -> None:
    """Give every case a structure. Raises DirectoryTooSmallError when there are too few."""
    places = _draw_cells(targets, pool, rng)
    distinct = _distinct_by_cell(places, targets["structures"], pool)
    rng.shuffle(places)
    chosen = {cell: rng.sample(pool.cells[cell], number) for cell, number in distinct.items()}
    unused = {cell: list(structures) for cell, structures in chosen.items()}
    for case, cell in zip(cases, places, strict=True):
        case.structure = unused[cell].pop() if unused[cell] else rng.choice(chosen[cell])


def _draw_cells(targets: YearTargets, pool: Pool, rng: random.Random) -> list[Cell]:
    """Return one cell a declaration: exact by kind, exact for the regions that have a target."""
    establishments = targets["share_health_establishments"]
    flags = [number < establishments for number in range(targets["declarations"])]
    rng.shuffle(flags)
    fixed = targets.by("declarations_by_region")
    regions = [region for region, number in fixed.items() for _ in range(number)]
    free = sorted({region for _is, region in pool.cells} - set(fixed))
    weights = [_capacity(pool, region) for region in free]
    regions += rng.choices(free, weights, k=len(flags) - len(regions))
    return list(zip(flags, regions, strict=True))


def _capacity(pool: Pool, region: str) -> int:
    return min(len(pool.cells.get((flag, region), [])) for flag in (True, False))


def _distinct_by_cell(places: list[Cell], structures: int, pool: Pool) -> dict[Cell, int]:
    """Return how many distinct structures declare in each cell; they sum to `structures`."""
    declarations: dict[Cell, int] = defaultdict(int)
    for cell in places:
        declarations[cell] += 1
    most = {cell: min(n, len(pool.cells.get(cell, []))) for cell, n in declarations.items()}
    if min(most.values()) == 0 or sum(most.values()) < structures:
        raise DirectoryTooSmallError(f"{structures} structures wanted, {sum(most.values())} there")
    distinct = {
        cell: max(1, min(most[cell], n * structures // len(places)))
        for cell, n in declarations.items()
    }
    while (missing := structures - sum(distinct.values())) != 0:
        step = 1 if missing > 0 else -1
        # The cell with most room in the wanted direction moves first.
        cell = max(
            sorted(distinct),
            key=lambda cell: most[cell] - distinct[cell] if step > 0 else distinct[cell],
        )
        distinct[cell] += step
    return distinct
