"""Choosing what to suppress beside what must be: cheap cells first, none in vain."""

from collections.abc import Collection, Iterator, Sequence

from vigie.observatory.disclosure.programs import INFINITY, NoSolution, Program, Row
from vigie.observatory.disclosure.puzzle import Failure, Need, Puzzle


class Picker:
    """Chooses for one puzzle, from nothing or from the choice of another."""

    def __init__(self, puzzle: Puzzle) -> None:
        self._puzzle = puzzle
        self._paths = _Paths(puzzle)

    def pick(self, start: Collection[int] = (), banned: Collection[int] = ()) -> set[int] | None:
        """Return cells that protect all that is suppressed, themselves included.

        Each need that is not met gets the cheapest deviations that meet it, and the cells these
        move; then each cell is given back that turns out not to be needed. None when it cannot
        be done without the `banned` cells.
        """
        hidden = set(start)
        while (failure := next(self._puzzle.failures(hidden), None)) is not None:
            added = self._paths.cheapest(failure.need, hidden, banned)
            if not added:
                return None
            hidden |= added
        return give_back(self._puzzle, hidden)

    def improved(self, hidden: set[int], exchanges: int) -> set[int]:
        """Return a choice, or a cheaper one that does without one of its cells.

        So many exchanges are tried, for the dearest cells first.
        """
        puzzle = self._puzzle
        dearest = sorted(hidden, key=lambda each: (-puzzle.prices[each], each))
        for place in dearest[:exchanges]:
            if place not in hidden:
                continue
            other = self.pick(hidden - {place}, {place})
            if other is not None and puzzle.cost(other) < puzzle.cost(hidden):
                hidden = other
        return hidden


def give_back(puzzle: Puzzle, hidden: set[int]) -> set[int]:
    """Return a choice less what it can do without, the dearest first."""
    for place in sorted(hidden, key=lambda each: (-puzzle.prices[each], each)):
        without = hidden - {place}
        if _is_safe(puzzle.failures(without)):
            hidden = without
    return hidden


def _is_safe(failures: Iterator[Failure]) -> bool:
    return next(failures, None) is None


class _Paths:
    """The linear program of the cheapest deviations.

    Three columns a cell: up, down to one, and from one to nothing. To take a cell up, the last
    needs a zero near by.
    """

    def __init__(self, puzzle: Puzzle) -> None:
        self._puzzle = puzzle
        self._size = len(puzzle.counts)
        self._usable = puzzle.may | puzzle.must
        rows = [
            Row(
                {
                    place + self._size * column: float(sign * direction)
                    for place, sign in each.signs.items()
                    for column, direction in enumerate((1, -1, -1))
                },
                each.lower,
                each.upper,
            )
            for each in puzzle.balances
        ]
        self._program = Program([(0.0, 0.0)] * 3 * self._size, rows)
        for place in self._usable:
            self._free(place)
        # What can never be nothing for an attacker who sees which zeros are shown.
        self._firm = {place for place in self._usable if not self._zeros(place)}

    def _columns(self, place: int) -> tuple[int, int, int]:
        return place, place + self._size, place + 2 * self._size

    def _free(self, place: int) -> None:
        count = self._puzzle.counts[place]
        last = 1 if count else 0
        for column, most in zip(
            self._columns(place), (INFINITY, max(0.0, count - 1), last), strict=True
        ):
            self._program.bound(column, 0, most)

    def _zeros(self, place: int) -> frozenset[int]:
        return self._puzzle.zeros[place] & self._usable

    def cheapest(self, need: Need, hidden: set[int], banned: Collection[int]) -> set[int]:
        """Return what must be suppressed too for the cheapest way to meet a need.

        Nothing when there is no way.
        """
        amount = self._puzzle.amount(need)
        dearer = self._puzzle.may - hidden
        up, *down = self._columns(need.place)
        forward, back = ([up], down) if need.direction > 0 else (down, [up])
        shut = [column for place in banned for column in self._columns(place)]
        if need.direction > 0:
            shut += [self._columns(place)[2] for place in sorted(self._firm)]
        for column in (*back, *shut):
            self._program.bound(column, 0, 0)
        self._program.add(Row(dict.fromkeys(forward, 1.0), amount, INFINITY))
        try:
            moves = self._program.extreme(self._costs(dearer, hidden, need)).columns
        except NoSolution:
            return set()
        finally:
            self._program.drop_last()
            for place in {need.place, *banned, *self._firm}:
                self._free(place)
        moved = {p for p in dearer if sum(moves[c] for c in self._columns(p)) > AMISS}
        emptied = [p for p in sorted(self._usable) if moves[self._columns(p)[2]] > AMISS]
        if need.direction < 0:
            return moved
        return moved | self._zeros_for(emptied, hidden | moved, set(banned))

    def _costs(self, dearer: set[int], hidden: set[int], need: Need) -> dict[int, float]:
        prices, amount = self._puzzle.prices, self._puzzle.amount(need)
        costs = {c: prices[place] / amount for place in dearer for c in self._columns(place)}
        if need.direction < 0:
            return costs
        always = hidden | self._puzzle.must
        for place in self._usable:
            zeros = self._zeros(place)
            if zeros and zeros.isdisjoint(always):
                last = self._columns(place)[2]
                costs[last] = costs.get(last, 0.0) + min(prices[zero] for zero in zeros)
        return costs

    def _zeros_for(self, emptied: Sequence[int], hidden: set[int], banned: set[int]) -> set[int]:
        """Return the cheapest zeros that let these cells be nothing."""
        puzzle = self._puzzle
        added: set[int] = set()
        for place in emptied:
            zeros = self._zeros(place)
            if not zeros.isdisjoint(hidden | added | puzzle.must):
                continue
            if possible := zeros - banned:
                added.add(min(possible, key=lambda zero: (puzzle.prices[zero], zero)))
        return added


AMISS = 1e-6
