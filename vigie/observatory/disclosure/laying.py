"""Laying linked tables out as puzzles, one for each part that shares no unknown with another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from vigie.observatory.disclosure.cells import Cell, CellId, Rules
from vigie.observatory.disclosure.knowledge import Knowledge
from vigie.observatory.disclosure.parts import apart
from vigie.observatory.disclosure.programs import INFINITY
from vigie.observatory.disclosure.puzzle import Balance, Puzzle
from vigie.observatory.disclosure.tables import Relation, Sense


@dataclass(frozen=True, slots=True)
class Laid:
    """A puzzle, and which cell is at which place."""

    ids: Sequence[CellId]
    puzzle: Puzzle
    must: frozenset[int]

    def given_up(self) -> set[CellId]:
        """Return what had to be suppressed, and turned out to be beyond protection."""
        return self.cells(self.must - self.puzzle.must)

    def cells(self, places: Iterable[int]) -> set[CellId]:
        """Return the cells at these places."""
        return {self.ids[place] for place in places}


@dataclass(frozen=True, slots=True)
class _Sum:
    """The signed sum of some unknown cells, and how far it may deviate."""

    signs: Mapping[CellId, int]
    lower: float = 0
    upper: float = 0
    # Whether it is a relation of the tables, and no knowledge from another edition.
    adds_up: bool = False


def lay_out(
    cells: Mapping[CellId, Cell],
    relations: Sequence[Relation],
    known: Knowledge,
    must: AbstractSet[CellId],
    rules: Rules,
) -> Iterator[Laid]:
    """Yield the puzzles that have something to protect."""
    sums = [each for each in _sums(cells, relations, known) if each.signs]
    for places in apart([each.signs for each in sums]):
        group = [sums[place] for place in places]
        ids = sorted({cell for each in group for cell in each.signs})
        if not must.isdisjoint(ids):
            puzzle = _puzzle(ids, group, cells, must, rules)
            yield Laid(ids, puzzle, puzzle.must)


def _sums(
    cells: Mapping[CellId, Cell], relations: Sequence[Relation], known: Knowledge
) -> Iterator[_Sum]:
    for relation in relations:
        signs = relation.signs
        # How far the true counts are from the bound of an inequality.
        slack = sum(cells[cell].count * sign for cell, sign in signs.items())
        unknown = {cell: sign for cell, sign in signs.items() if cell not in known.counts}
        yield _Sum(
            unknown,
            -INFINITY if relation.sense is Sense.AT_MOST else -slack,
            INFINITY if relation.sense is Sense.AT_LEAST else -slack,
            adds_up=relation.sense is Sense.EQUAL,
        )
    for each in known.sums:
        yield _Sum({cell: sign for cell, sign in each.signs.items() if cell not in known.counts})


def _puzzle(
    ids: Sequence[CellId],
    sums: Sequence[_Sum],
    cells: Mapping[CellId, Cell],
    must: AbstractSet[CellId],
    rules: Rules,
) -> Puzzle:
    places = {cell: place for place, cell in enumerate(ids)}
    forced = frozenset(places[cell] for cell in ids if cell in must)
    zeros: list[set[int]] = [set() for _ in ids]
    for each in sums:
        near = [places[cell] for cell in each.signs] if each.adds_up else []
        empty = {place for place in near if not cells[ids[place]].count}
        for place in near:
            zeros[place] |= empty - {place}
    return Puzzle(
        counts=[cells[cell].count for cell in ids],
        prices=[cells[cell].price for cell in ids],
        goals=[(1.0, float(rules.k - 1))] * len(ids),
        balances=[
            Balance(
                {places[cell]: sign for cell, sign in each.signs.items()}, each.lower, each.upper
            )
            for each in sums
        ],
        must=forced,
        may=set(range(len(ids))) - forced,
        zeros=[frozenset(each) for each in zeros],
    )
