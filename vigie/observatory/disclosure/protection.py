"""Protecting linked tables: what may be shown of them, beside all that was shown before.

First what may not be shown for itself is suppressed, and what earlier editions keep back and has
not changed since. Then cells are added until the attack tells too much of none. The attack has
the last word: nothing that it can break leaves here.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vigie.observatory.disclosure import attack, optimum
from vigie.observatory.disclosure.attack import Breach
from vigie.observatory.disclosure.cells import Cell, CellId, Edition, Rules, names
from vigie.observatory.disclosure.knowledge import Knowledge, knowledge_of
from vigie.observatory.disclosure.laying import Laid, lay_out
from vigie.observatory.disclosure.puzzle import Puzzle
from vigie.observatory.disclosure.tables import Relation, Table, complete, relations_of

# How long the cheapest choice is looked for, see `optimum.choose`: up to so many rounds for a small
# puzzle, fewer for one of many cells, where each takes longer and gains less.
MOST_ROUNDS, LEAST_ROUNDS, ROUNDS_TIMES_CELLS = 60, 2, 2_000
NODES_A_ROUND = 5


class CannotProtect(Exception):  # noqa: N818 - reads as the answer it is
    """These cells can no longer be protected: what was published before tells them."""

    def __init__(self, cells: Iterable[CellId]) -> None:
        self.cells = tuple(sorted(cells))
        super().__init__(f"told by what was published before: {names(self.cells)}")


@dataclass(frozen=True, slots=True)
class Protected:
    """What may be published.

    Args:
        edition: what it shows and keeps back, for the attack and for later editions.
        suppressed: the cells to print as suppressed.
        forbidden: those among them that may not be shown for what they are; private.
        printed: how many cells are printed, suppressed or not.
        cost: what the suppression of the others loses, as cells are priced.
    """

    edition: Edition
    suppressed: frozenset[CellId]
    forbidden: frozenset[CellId]
    printed: int
    cost: int

    @property
    def share(self) -> float:
        """The part of the printed cells that is suppressed."""
        return len(self.suppressed) / self.printed if self.printed else 0.0


def protect(
    cells: Iterable[Cell],
    tables: Iterable[Table],
    *,
    relations: Iterable[Relation] = (),
    rules: Rules | None = None,
    earlier: Sequence[Edition] = (),
) -> Protected:
    """Return what may be published of linked tables.

    Args:
        cells: the counts. A cell of a table that is not given is a zero.
        tables: what adds up to what.
        relations: further things that everybody knows of the cells.
        rules: k, and the largest share of one structure.
        earlier: the editions published before of these cells.

    Raises:
        CannotProtect: earlier editions already tell what may not be shown.
        DoesNotAddUp: the counts contradict each other.
    """
    rules = rules or Rules()
    tables = list(tables)
    known = relations_of(tables, relations)
    whole = complete(cells, tables, known)
    choice = _Choice(whole, known, rules, earlier)
    kept = choice.kept_back(unchanged=True)
    found = choice.protected(kept)
    told = choice.harmful(attack.breaches(found.edition, known, rules, earlier))
    if any(breach.earlier for breach in told):
        # What changed since must then stay suppressed as well.
        found = choice.protected(choice.kept_back(unchanged=False))
        told = choice.harmful(attack.breaches(found.edition, known, rules, earlier))
    if told:
        raise CannotProtect(breach.cell for breach in told)
    return found


def harmful(
    told: Iterable[Breach],
    cells: Mapping[CellId, Cell],
    rules: Rules,
    earlier: Sequence[Edition],
) -> list[Breach]:
    """Return the breaches that matter.

    An earlier edition may have suppressed a cell for another's sake. Once that one is shown, by a
    waiver, the cell may be told as well, if it has not changed and may be shown for what it is.
    """

    def is_harmless(breach: Breach) -> bool:
        cell = cells.get(breach.cell)
        return (
            breach.earlier
            and cell is not None
            and not rules.forbid(cell)
            and all(
                edition.counts.get(cell.id) == cell.count
                for edition in earlier
                if cell.id in edition.suppressed
            )
        )

    return [each for each in told if not is_harmless(each)]


@dataclass(frozen=True, slots=True)
class _Choice:
    """The cells, what is known of them, and the editions before."""

    cells: Mapping[CellId, Cell]
    relations: Sequence[Relation]
    rules: Rules
    earlier: Sequence[Edition]

    def kept_back(self, *, unchanged: bool) -> set[CellId]:
        """Return what earlier editions keep back, and could be shown now."""
        return {
            cell
            for edition in self.earlier
            for cell in edition.suppressed & self.cells.keys()
            if not self.cells[cell].known
            and (not unchanged or edition.counts.get(cell) in {None, self.cells[cell].count})
        }

    def harmful(self, told: Iterable[Breach]) -> list[Breach]:
        """Return the breaches that matter."""
        return harmful(told, self.cells, self.rules, self.earlier)

    def protected(self, kept: Collection[CellId]) -> Protected:
        """Choose what is suppressed, what is `kept` back among it."""
        forbidden = {each for each, cell in self.cells.items() if self.rules.forbid(cell)}
        blank = self._edition(self.cells.keys())
        known = knowledge_of(blank, self.earlier, self.relations)
        self._refuse_what_is_told(forbidden, known, blank)
        must = (forbidden | set(kept)) - known.counts.keys()
        hidden = must | (forbidden & known.counts.keys())
        added: set[CellId] = set()
        for laid in lay_out(self.cells, self.relations, known, must, self.rules):
            added |= laid.cells(self._solved(laid, blank))
            hidden -= laid.given_up()
        edition = self._edition(hidden | added)
        return Protected(
            edition,
            edition.suppressed,
            frozenset(forbidden),
            len(self.cells),
            sum(self.cells[cell].price for cell in edition.suppressed - forbidden),
        )

    def _edition(self, hidden: Collection[CellId]) -> Edition:
        anyway = {each for each, cell in self.cells.items() if cell.known}
        return Edition(
            {each: cell.count for each, cell in self.cells.items()},
            frozenset(hidden) - anyway,
            frozenset(anyway),
        )

    def _refuse_what_is_told(
        self, forbidden: Collection[CellId], known: Knowledge, blank: Edition
    ) -> None:
        told = sorted(forbidden & known.counts.keys())
        left = attack.least_intervals(told, blank, self.relations, self.earlier)
        if lost := [cell for cell in told if left[cell].lowest != left[cell].highest]:
            raise CannotProtect(lost)

    def _solved(self, laid: Laid, blank: Edition) -> set[int]:
        puzzle, ids = laid.puzzle, laid.ids
        if next(puzzle.failures(()), None) is None:
            return set()
        everything = frozenset(puzzle.may)
        last = {place for place in everything if self.cells[ids[place]].last}
        if (found := _sparing(puzzle, last)) is not None:
            return found
        puzzle.may = set(everything)
        # Most puzzles can be solved as they are; looking for what stands in the way costs more.
        if (found := _cheapest(puzzle)) is not None:
            return found
        stuck = puzzle.settle()
        if failing := (everything - puzzle.may) | stuck:
            self._lower_goals(laid, failing, blank)
            puzzle.may = set(everything)
            stuck = puzzle.settle()
        # What was suppressed before for another's sake, and can be no longer, is shown.
        if given_up := {place for place in stuck if not self.rules.forbid(self.cells[ids[place]])}:
            puzzle.must -= given_up
            stuck = puzzle.settle()
        if stuck or (found := _cheapest(puzzle)) is None:
            raise CannotProtect(laid.cells(stuck or puzzle.must))
        return found

    def _lower_goals(self, laid: Laid, failing: Collection[int], blank: Edition) -> None:
        """Ask no more of cells than what is known anyway leaves to them."""
        left = attack.least_intervals(laid.cells(failing), blank, self.relations, self.earlier)
        for place in failing:
            interval = left[laid.ids[place]]
            laid.puzzle.goals[place] = self.rules.goal(interval.lowest, interval.highest)


def _sparing(puzzle: Puzzle, last: set[int]) -> set[int] | None:
    """Return a choice that takes of the `last` cells those alone that lie beside what needs them.

    None where that does not do, or is no choice less than all.
    """
    everything = frozenset(puzzle.may)
    while last:
        puzzle.may = set(everything - last)
        stuck = puzzle.settle()
        if not stuck:
            return _cheapest(puzzle)
        if not (needed := last & puzzle.beside(stuck)):
            return None
        last = last - needed
    return None


def _cheapest(puzzle: Puzzle) -> set[int] | None:
    rounds = min(MOST_ROUNDS, max(LEAST_ROUNDS, ROUNDS_TIMES_CELLS // (1 + len(puzzle.may))))
    choice = optimum.choose(puzzle, rounds=rounds, nodes=rounds * NODES_A_ROUND)
    return None if choice is None else set(choice.hidden)
