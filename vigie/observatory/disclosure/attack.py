"""The attack: what can be told of each suppressed cell from everything that was published.

This module knows nothing of how cells were chosen. It takes the counts that editions show, what
everybody knows must add up, and the knowledge that passes between editions, and asks a linear
program for the lowest and the highest count that each suppressed cell may still have.

No count is below zero. Zeros are shown where they can be, which an attacker may turn into
knowledge: that a suppressed cell is one at least, unless a zero is suppressed beside it. The
highest counts are those that are left to who reasons so; the lowest are not made of it, or no sum
of suppressed cells could ever be one. That counts are whole is left out: it would narrow few.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from vigie.observatory.disclosure.cells import TOLERANCE, CellId, Edition, Rules
from vigie.observatory.disclosure.knowledge import Knowledge, knowledge_of, known_anyway
from vigie.observatory.disclosure.parts import apart
from vigie.observatory.disclosure.programs import INFINITY, Program, Row
from vigie.observatory.disclosure.tables import Relation, Sense


@dataclass(frozen=True, slots=True)
class Interval:
    """The counts that a suppressed cell may still have, for who has read everything."""

    lowest: float
    highest: float


@dataclass(frozen=True, slots=True)
class Breach:
    """A suppressed cell that can be told too well."""

    cell: CellId
    interval: Interval
    # An earlier edition keeps it back, and the new one tells it.
    earlier: bool = False

    def __str__(self) -> str:
        where = " (as an earlier publication keeps it back)" if self.earlier else ""
        return f"{self.cell}{where}: {self.interval.lowest:g} to {self.interval.highest:g}"


def intervals(
    edition: Edition, relations: Sequence[Relation], others: Sequence[Edition] = ()
) -> dict[CellId, Interval]:
    """Return the interval of every suppressed cell of an edition, given the others."""
    system = _system(edition, relations, others)
    return {cell: system.interval(cell) for cell in sorted(edition.suppressed)}


def breaches(
    edition: Edition,
    relations: Sequence[Relation],
    rules: Rules,
    earlier: Sequence[Edition] = (),
) -> list[Breach]:
    """Return the suppressed cells whose interval no longer holds 1 to k - 1.

    What is known anyway is not held against an edition: where that alone already narrows the
    interval of a cell, the cell must keep what it leaves. Nor is what earlier editions told
    without the new one: of those, only cells that it makes worse are returned.
    """
    found = [Breach(cell, interval) for cell, interval in _told(edition, relations, rules, earlier)]
    for place, old in enumerate(earlier):
        others = [*earlier[:place], *earlier[place + 1 :]]
        if knowledge_of(old, [*others, edition], relations) == knowledge_of(old, others, relations):
            continue
        before = {cell for cell, _interval in _told(old, relations, rules, others)}
        found += [
            Breach(cell, interval, earlier=True)
            for cell, interval in _told(old, relations, rules, [*others, edition])
            if cell not in before
        ]
    return found


def least_intervals(
    cells: Iterable[CellId],
    edition: Edition,
    relations: Sequence[Relation],
    earlier: Sequence[Edition] = (),
) -> dict[CellId, Interval]:
    """Return what is left to cells by what is known anyway, were all the rest suppressed."""
    everything = replace(edition, suppressed=frozenset(edition.counts.keys() - edition.anyway))
    known = known_anyway(edition, earlier)
    system = _System(relations, known, _more_than_none(everything, relations) - known.counts.keys())
    return {cell: system.interval(cell) for cell in cells}


def _told(
    edition: Edition, relations: Sequence[Relation], rules: Rules, others: Sequence[Edition]
) -> Iterator[tuple[CellId, Interval]]:
    system = _system(edition, relations, others)
    narrow = system.narrow(sorted(edition.suppressed), rules)
    left = least_intervals(narrow, edition, relations, others) if narrow else {}
    for cell, interval in narrow.items():
        low, high = rules.goal(left[cell].lowest, left[cell].highest)
        if interval.lowest > low + TOLERANCE or interval.highest < high - TOLERANCE:
            yield cell, interval


def _system(
    edition: Edition, relations: Sequence[Relation], others: Sequence[Edition]
) -> "_System":
    return _System(
        relations, knowledge_of(edition, others, relations), _more_than_none(edition, relations)
    )


def _more_than_none(edition: Edition, relations: Iterable[Relation]) -> frozenset[CellId]:
    """Return the suppressed cells of which anybody knows that they are one at least."""
    # What is not known to be more counts as nothing, which leaves the attacker less.
    empty = {cell for cell in edition.suppressed if not edition.counts.get(cell)}
    doubtful = set(empty)
    for relation in relations:
        if relation.sense is Sense.EQUAL and not empty.isdisjoint(relation.cells):
            doubtful.update(relation.cells)
    return edition.suppressed - doubtful


class _System:
    """All that is known of one edition, as linear programs: one for each part that is apart."""

    def __init__(
        self, relations: Iterable[Relation], knowledge: Knowledge, some: frozenset[CellId]
    ) -> None:
        self._known = knowledge.counts
        self._parts: dict[CellId, _Part] = {}
        equations = [
            *(self._equation(each.signs, each.sense) for each in relations),
            *(self._equation(each.signs, Sense.EQUAL, each.value) for each in knowledge.sums),
        ]
        equations = [each for each in equations if each.signs]
        for places in apart([each.signs for each in equations]):
            part = _Part([equations[place] for place in places], some)
            self._parts |= dict.fromkeys(part.places, part)

    def _equation(self, signs: Mapping[CellId, int], sense: Sense, value: int = 0) -> "_Equation":
        known = sum(sign * self._known[cell] for cell, sign in signs.items() if cell in self._known)
        unknown = {cell: sign for cell, sign in signs.items() if cell not in self._known}
        return _Equation(unknown, sense, value - known)

    def interval(self, cell: CellId) -> Interval:
        """Return the interval of a cell."""
        if cell in self._known:
            return Interval(self._known[cell], self._known[cell])
        part = self._parts.get(cell)
        return part.interval(cell) if part else Interval(0, INFINITY)

    def narrow(self, cells: Sequence[CellId], rules: Rules) -> dict[CellId, Interval]:
        """Return the intervals, among those of these cells, that no longer hold 1 to k - 1."""
        found = {cell: self.interval(cell) for cell in cells if cell in self._known}
        asked: dict[int, list[CellId]] = {}
        parts = {id(part): part for part in self._parts.values()}
        for cell in cells:
            if cell in self._parts:
                asked.setdefault(id(self._parts[cell]), []).append(cell)
        for key, together in asked.items():
            found |= parts[key].narrow(together, rules)
        return found


@dataclass(frozen=True, slots=True)
class _Equation:
    """What is known of the sum of some unknown cells."""

    signs: Mapping[CellId, int]
    sense: Sense
    value: int


class _Part:
    """Equations that share cells, as one linear program."""

    def __init__(self, equations: Sequence[_Equation], some: frozenset[CellId]) -> None:
        cells = dict.fromkeys(cell for each in equations for cell in each.signs)
        self.places = {cell: place for place, cell in enumerate(cells)}
        rows = [self._row(each) for each in equations]
        least = [1.0 if cell in some else 0.0 for cell in self.places]
        self._lowest = Program([(0.0, INFINITY)] * len(least), rows)
        self._highest = Program([(each, INFINITY) for each in least], rows)

    def _row(self, equation: _Equation) -> Row:
        return Row(
            {self.places[cell]: float(sign) for cell, sign in equation.signs.items()},
            -INFINITY if equation.sense is Sense.AT_MOST else equation.value,
            INFINITY if equation.sense is Sense.AT_LEAST else equation.value,
        )

    def interval(self, cell: CellId) -> Interval:
        place = self.places[cell]
        lowest = self._lowest.extreme({place: 1})
        return Interval(lowest.value, self._highest.extreme({place: 1}, highest=True).value)

    def narrow(self, cells: Sequence[CellId], rules: Rules) -> dict[CellId, Interval]:
        # Counts that agree with everything published, and are low or high enough, are all the
        # proof that is needed: each answer is looked at for every cell, not only for the one
        # that was asked about.
        places = [self.places[cell] for cell in cells]
        stuck = {
            *self._unproven(places, highest=False, wanted=1),
            *self._unproven(places, highest=True, wanted=rules.k - 1),
        }
        found = {cell: self.interval(cell) for cell in cells if self.places[cell] in stuck}
        return {cell: i for cell, i in found.items() if not rules.hold(i.lowest, i.highest)}

    def _unproven(self, places: Sequence[int], *, highest: bool, wanted: int) -> set[int]:
        """Return the places for which no agreeing counts reach what is wanted."""
        waiting, failed = set(places), set()
        # All at once first: few answers prove most.
        while waiting and (reached := self._reached(waiting, waiting, highest, wanted)):
            waiting -= reached
        while waiting:
            asked = min(waiting)
            reached = self._reached({asked}, waiting, highest, wanted)
            if asked not in reached:
                failed.add(asked)
            waiting -= {asked, *reached}
        return failed

    def _reached(self, asked: set[int], among: set[int], highest: bool, wanted: int) -> set[int]:
        program = self._highest if highest else self._lowest
        answer = program.extreme(dict.fromkeys(sorted(asked), 1.0), highest=highest)
        if not answer.columns:
            # Without bound: proof for one, and for several of one of them, not told which.
            return asked if len(asked) == 1 else set()
        if highest:
            return {each for each in among if answer.columns[each] >= wanted - TOLERANCE}
        return {each for each in among if answer.columns[each] <= wanted + TOLERANCE}
