"""The cheapest choice there is, by an integer program that learns from each failure.

A master program chooses the cheapest cells that meet every necessary condition known so far; what
its choice fails to protect gives it further ones. When nothing fails, no choice is cheaper.
"""

from dataclasses import dataclass
from itertools import islice

from vigie.observatory.disclosure.cells import TOLERANCE
from vigie.observatory.disclosure.picking import Picker, give_back
from vigie.observatory.disclosure.programs import INFINITY, Program, Row
from vigie.observatory.disclosure.puzzle import Condition, Puzzle


@dataclass(frozen=True, slots=True)
class Choice:
    """What to suppress beside what must be, and whether nothing cheaper is known to exist."""

    hidden: frozenset[int]
    cheapest: bool


def choose(puzzle: Puzzle, *, rounds: int, nodes: int) -> Choice | None:
    """Return the cheapest choice that so much work finds, or None if none is found at all.

    Args:
        puzzle: once it is settled there is a choice.
        rounds: how many exchanges are tried, and how often the master program may learn.
        nodes: how far it may branch each time. A limit of time would give another answer on
            another machine.
    """
    picker = Picker(puzzle)
    first = picker.pick()
    if first is None and next(puzzle.failures(puzzle.may), None) is None:
        first = give_back(puzzle, set(puzzle.may))
    if first is None:
        return None
    if not puzzle.cost(first):
        return Choice(frozenset(first), cheapest=True)
    best = picker.improved(first, rounds)
    columns = {place: column for column, place in enumerate(sorted(puzzle.may))}
    master = Program([(0.0, 1.0)] * len(columns), [], nodes=nodes)
    prices = {columns[place]: float(puzzle.prices[place]) for place in columns}
    hidden: set[int] = set()
    for _round in range(rounds):
        for failure in list(islice(puzzle.failures(hidden), AT_ONCE)):
            master.add(_row(puzzle.condition(failure), columns))
        answer = master.extreme(prices)
        if answer.bound > puzzle.cost(best) - 1 + TOLERANCE:
            return Choice(frozenset(best), cheapest=True)
        if not answer.columns:
            break
        hidden = {place for place, column in columns.items() if answer.columns[column] > HALF}
        completed = picker.pick(hidden)
        if completed is not None and puzzle.cost(completed) < puzzle.cost(best):
            best = completed
    return Choice(frozenset(best), cheapest=False)


def _row(condition: Condition, columns: dict[int, int]) -> Row:
    terms = {columns[p]: worth / condition.missing for p, worth in condition.worth.items()}
    own = columns.get(condition.need.place)
    if own is None:
        return Row(terms, 1, INFINITY)
    # Needed only if the cell itself is suppressed.
    terms[own] = terms.get(own, 0.0) - 1
    return Row(terms, 0, INFINITY)


HALF = 0.5
# How much the master program learns from one choice.
AT_ONCE = 40
