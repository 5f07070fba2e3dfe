"""One part of the tables as a puzzle: what to suppress, at least cost, so that all is protected.

Everything is said in deviations from the true counts: deviations of suppressed cells, which
agree with all that is known, are what an attacker cannot exclude. A cell is protected when some
such deviations take it down to its goal, and some take it up.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from vigie.observatory.disclosure.cells import TOLERANCE
from vigie.observatory.disclosure.programs import INFINITY, Answer, Program, Row


@dataclass(frozen=True, slots=True, order=True)
class Need:
    """That a suppressed cell may deviate so far, down (-1) or up (+1)."""

    place: int
    direction: int


@dataclass(frozen=True, slots=True)
class Balance:
    """A relation among deviations: their signed sum is zero, or at least `lower`."""

    signs: Mapping[int, int]
    lower: float = 0
    upper: float = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """A need that is not met, and how near the deviations come to it."""

    need: Need
    nearest: Answer
    # The cells of the columns of the answer, and the balances of its rows.
    places: Sequence[int]
    rows: Sequence[int]


@dataclass(frozen=True, slots=True)
class Condition:
    """What every choice that meets a need fulfils, and one that failed does not.

    The `worth` of the suppressed cells adds up to what is `missing`.
    """

    need: Need
    worth: Mapping[int, float]
    missing: float


@dataclass(frozen=True, slots=True)
class _Proof:
    """That deviations exist: the cells they move, and those they leave with nothing."""

    moved: frozenset[int]
    emptied: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Open:
    """The program of what deviations of the suppressed cells agree with all that is known.

    Of these alone: most cells are shown, and answers are a tenth of the time away without them.
    """

    program: Program
    places: Sequence[int]
    rows: Sequence[int]
    columns: Mapping[int, int]

    @classmethod
    def of(cls, places: Sequence[int], rows: Sequence[int], balances: Sequence[Balance]) -> "_Open":
        """Lay it out: what the balances of these rows say of these places."""
        columns = {place: column for column, place in enumerate(places)}
        laid = [
            Row(
                {
                    columns[p]: float(sign)
                    for p, sign in balances[row].signs.items()
                    if p in columns
                },
                balances[row].lower,
                balances[row].upper,
            )
            for row in rows
        ]
        return cls(Program([(0.0, 0.0)] * len(places), laid), places, rows, columns)


@dataclass(slots=True)
class Puzzle:
    """Cells by place: counts, prices, goals; `must` are suppressed."""

    counts: Sequence[int]
    prices: Sequence[int]
    goals: list[tuple[float, float]]
    balances: Sequence[Balance]
    must: frozenset[int]
    # What may be suppressed beside; see `settle`.
    may: set[int]
    # Of each cell, the zeros that share a relation with it. Where none of them is suppressed, an
    # attacker may reason that the cell itself is one at least: so no other cell's upper goal may
    # rest on its being zero.
    zeros: Sequence[frozenset[int]]
    _programs: dict[int, _Open] = field(init=False, default_factory=dict)
    _open: set[int] = field(init=False, default_factory=set)
    _proofs: dict[Need, "_Proof"] = field(init=False, default_factory=dict)
    _rows: list[list[int]] = field(init=False)

    def __post_init__(self) -> None:
        self._rows = [[] for _ in self.counts]
        for row, balance in enumerate(self.balances):
            for place in balance.signs:
                self._rows[place].append(row)

    def amount(self, need: Need) -> float:
        """Return how far a cell must be able to deviate."""
        low, high = self.goals[need.place]
        count = self.counts[need.place]
        return max(0.0, count - low if need.direction < 0 else high - count)

    def cost(self, hidden: Collection[int]) -> int:
        """Return what a choice costs."""
        return sum(self.prices[place] for place in hidden)

    def beside(self, places: Collection[int]) -> set[int]:
        """Return the cells that share a relation with one of these."""
        rows = {row for place in places for row in self._rows[place]}
        return {place for row in rows for place in self.balances[row].signs}

    def settle(self) -> set[int]:
        """Leave in `may` what can be suppressed at all; return what must be, and cannot.

        The more is suppressed, the wider every interval: a cell that is not protected with
        everything suppressed never is.
        """
        while True:
            failing = {failure.need.place for failure in self.failures(self.may)}
            if failing <= self.must:
                return failing
            self.may -= failing

    def failures(self, hidden: Collection[int]) -> Iterator[Failure]:
        """Yield the needs that a choice does not meet, the largest first."""
        self._suppress(hidden)
        needs = [
            (amount, need)
            for place in sorted(self._open)
            for need in (Need(place, -1), Need(place, +1))
            if (amount := self.amount(need)) > TOLERANCE and not self._is_proven(need)
        ]
        needs.sort(key=lambda each: (-each[0], each[1]))
        yield from self._failing({need: amount - TOLERANCE for amount, need in needs})

    def can_lose(self, place: int, hidden: AbstractSet[int], direction: int) -> int:
        """Return how much lower a cell may be, to take others in a direction."""
        count = self.counts[place]
        if direction < 0 or not count:
            return count
        if not self.zeros[place].isdisjoint(hidden):
            return count
        return count - 1

    def _is_proven(self, need: Need) -> bool:
        proof = self._proofs.get(need)
        return (
            proof is not None
            and proof.moved <= self._open
            and all(not self.zeros[place].isdisjoint(self._open) for place in proof.emptied)
        )

    def _suppress(self, hidden: Collection[int]) -> None:
        wanted = {*hidden, *self.must}
        if wanted != self._open:
            self._open = wanted
            self._programs = {}

    def _program(self, direction: int) -> _Open:
        if direction not in self._programs:
            places = sorted(self._open)
            rows = sorted({row for place in places for row in self._rows[place]})
            self._programs[direction] = _Open.of(places, rows, self.balances)
            for place in places:
                self._bound(place, direction, INFINITY)
        return self._programs[direction]

    def _bound(self, place: int, direction: int, most: float) -> None:
        opened = self._programs[direction]
        lower = -float(self.can_lose(place, self._open, direction))
        opened.program.bound(opened.columns[place], lower, most)

    def _failing(self, waiting: dict[Need, float]) -> Iterator[Failure]:
        for direction in (-1, +1):
            asked = [need.place for need in waiting if need.direction == direction]
            # All at once first: few answers prove most.
            while asked and self._prove(asked, direction, waiting):
                asked = [need.place for need in waiting if need.direction == direction]
        while waiting:
            need, amount = next(iter(waiting.items()))
            del waiting[need]
            if (failure := self._try(need, amount, waiting)) is not None:
                yield failure

    def _prove(self, asked: Sequence[int], direction: int, waiting: dict[Need, float]) -> bool:
        opened = self._program(direction)
        if direction > 0:
            # None takes more than it needs, so that an answer proves many.
            for place in asked:
                self._bound(place, direction, self.amount(Need(place, direction)))
        costs = {opened.columns[place]: 1.0 for place in asked}
        answer = opened.program.extreme(costs, highest=direction > 0)
        if direction > 0:
            for place in asked:
                self._bound(place, direction, INFINITY)
        return self._learn(opened.places, answer, waiting, direction)

    def _learn(
        self, places: Sequence[int], answer: Answer, waiting: dict[Need, float], direction: int
    ) -> bool:
        """Strike out the needs that these deviations meet; tell whether there was one."""
        if not answer.columns:
            return False
        deviations = dict(zip(places, answer.columns, strict=True))
        met = [
            need
            for need, amount in waiting.items()
            if need.direction == direction and direction * deviations[need.place] >= amount
        ]
        if met:
            proof = self._proof(deviations, direction)
            for need in met:
                self._proofs[need] = proof
                del waiting[need]
        return bool(met)

    def _proof(self, deviations: Mapping[int, float], direction: int) -> "_Proof":
        moved = [place for place, far in deviations.items() if abs(far) > SMALLEST]
        return _Proof(
            frozenset(moved),
            frozenset(
                place
                for place in moved
                if direction > 0 and deviations[place] < 1 - self.counts[place] - SMALLEST
            ),
        )

    def _try(self, need: Need, amount: float, waiting: dict[Need, float]) -> Failure | None:
        opened, direction = self._program(need.direction), need.direction
        # Bounded, so that there is always an answer to learn from.
        self._bound(need.place, direction, amount + 1)
        costs = {opened.columns[need.place]: 1.0}
        answer = opened.program.extreme(costs, highest=direction > 0)
        self._bound(need.place, direction, INFINITY)
        reached = direction * answer.value >= amount
        if reached:
            waiting[need] = amount
        self._learn(opened.places, answer, waiting, direction)
        if reached:
            return None
        return Failure(need, answer, opened.places, opened.rows)

    def condition(self, failure: Failure) -> Condition:
        """Return what to learn from a failure of the choice that was looked at last."""
        need, nearest = failure.need, failure.nearest
        # Weak duality: whatever is suppressed, the deviation asked for is at most a constant and,
        # for each suppressed cell, its reduced cost times how far it can go.
        gains = {p: need.direction * each for p, each in self._reduced(failure).items() if each}
        columns = dict(zip(failure.places, nearest.columns, strict=True))
        moved = sum(gain * columns.get(place, 0.0) for place, gain in gains.items())
        missing = self.amount(need) - (need.direction * nearest.value - moved)
        worth: dict[int, float] = {}
        for place, gain in gains.items():
            if gain > SMALLEST:
                worth[place] = INFINITY
                continue
            # What is suppressed without a zero beside it may be nothing once a zero is; of
            # anything else this is granted.
            lost = self.counts[place]
            if place in self._open:
                lost = self.can_lose(place, self._open, need.direction)
            worth[place] = worth.get(place, 0) - gain * lost
            if lost < self.counts[place]:
                for zero in self.zeros[place]:
                    worth[zero] = worth.get(zero, 0) - gain
        missing -= sum(worth.pop(p, 0) for p in sorted(self.must))
        return Condition(
            need,
            {p: min(missing, w) for p, w in sorted(worth.items()) if p in self.may and w > 0},
            missing,
        )

    def _reduced(self, failure: Failure) -> dict[int, float]:
        """Return by how much one more of each cell, shown or not, would bring the need nearer."""
        found: dict[int, float] = {}
        for row, each in zip(failure.rows, failure.nearest.yields, strict=True):
            if each:
                for place, sign in self.balances[row].signs.items():
                    found[place] = found.get(place, 0.0) - sign * each
        # Of the suppressed ones the program says so itself.
        return found | dict(zip(failure.places, failure.nearest.reduced, strict=True))


SMALLEST = 1e-7
