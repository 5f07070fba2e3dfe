"""The tables of one year through disclosure control, beside all that was published of that year."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from vigie.observatory import catalogue, counting, figures
from vigie.observatory.catalogue import NATIONAL, TABLES, TWO_WAYS, YEAR, Definition, Unit
from vigie.observatory.catalogue.dimensions.handling import BEYOND_SCOPE, SCOPE
from vigie.observatory.catalogue.dimensions.who import TIMES_DECLARED
from vigie.observatory.disclosure import (
    Breach,
    Cell,
    CellId,
    Dimension,
    Edition,
    Relation,
    Rules,
    Sense,
    Table,
    breaches,
    harmful,
    protect,
    relations_of,
)
from vigie.observatory.snapshots import Snapshot

RULES = Rules()
# Key figures are read by all: they are suppressed to protect others only where nothing else helps.
COST_OF_A_KEY_FIGURE = 20_000
# What is at most as often as it was declared; the others may be several to one declaration.
DECLARED = (Unit.STRUCTURES, Unit.INCIDENTS)
# How often a structure declared at least, by the codes of TIMES_DECLARED.
DECLARED_AT_LEAST = {"1_or_2": 1, "3_or_4": 3, "5_or_more": 5}


@dataclass(frozen=True)
class FactsOfYear:
    """The cells of one year in which there is something, and who stands behind each. Private."""

    realm: str
    year: int
    found: Sequence[Cell]
    # The tables to release: see `is_worth_releasing`.
    released: Sequence[catalogue.Table] = TABLES

    @cached_property
    def counts(self) -> dict[CellId, int]:
        """How many stand in every cell of the catalogue's tables, zeros included."""
        zeros = dict.fromkeys((cell for table in self.tables for cell in table.cells()), 0)
        return zeros | {cell.id: cell.count for cell in self.found}

    @cached_property
    def cells(self) -> list[Cell]:
        """The cells with their price; those that are announced as they are, marked."""
        costly = {cell for each in NATIONAL for cell in each.cells(str(self.year))}
        return [
            replace(
                cell,
                cost=COST_OF_A_KEY_FIGURE if cell.id in costly else None,
                last=cell.id in costly,
                anyway=self._is_announced(cell),
            )
            for cell in self.found
        ]

    @cached_property
    def tables(self) -> list[Table]:
        """The catalogue's tables, as disclosure control has them."""
        within = {YEAR: str(self.year)}
        return [
            Table(
                table.unit,
                tuple(Dimension(each.name, each.parents) for each in table.dimensions),
                within,
            )
            for table in self.released
        ]

    @cached_property
    def relations(self) -> list[Relation]:
        """What everybody knows of the cells, beside that tables add up."""
        return [*self._among_units(), *self._details(), self._by_times_declared()]

    def _among_units(self) -> Iterator[Relation]:
        for cell in sorted(self.counts):
            declared = CellId(Unit.DECLARATIONS, cell.where)
            if cell.counted in DECLARED and declared in self.counts:
                yield Relation(declared, (cell,), Sense.AT_LEAST)

    def _details(self) -> Iterator[Relation]:
        for table in self.released:
            for each in table.dimensions:
                if each.details and len(table.dimensions) == 1:
                    codes = [code for code in each.codes if code != each.details.otherwise]
                    parts = tuple(table.cell(str(self.year), [code]) for code in codes)
                    where = {YEAR: str(self.year), each.details.dimension: each.details.code}
                    yield Relation(CellId.of(table.unit, where), parts)

    def _by_times_declared(self) -> Relation:
        year = {YEAR: str(self.year)}
        parts = (
            CellId.of(Unit.STRUCTURES, {**year, TIMES_DECLARED.name: code})
            for code, times in DECLARED_AT_LEAST.items()
            for _ in range(times)
        )
        return Relation(CellId.of(Unit.DECLARATIONS, year), tuple(parts), Sense.AT_LEAST)

    def _is_announced(self, cell: Cell) -> bool:
        if is_known_to_all(cell.id):
            return True
        return is_total_of_a_year(cell.id) and not RULES.forbid(cell)


def is_known_to_all(cell: CellId) -> bool:
    """Tell whether a cell is of the public register, or measures the CSIRT and nobody else."""
    pending = figures.pending_cell(int(dict(cell.where)[YEAR]))
    return cell.counted == Unit.DIRECTORY or cell == pending


def is_total_of_a_year(cell: CellId) -> bool:
    """Tell whether a cell counts all declarations of a year."""
    return cell.counted == Unit.DECLARATIONS and [name for name, _code in cell.where] == [YEAR]


def facts_of_year(snapshot: Snapshot, year: int, before: Iterable[Edition] = ()) -> FactsOfYear:
    """Return what was declared in a year, as cells of the tables that are worth releasing.

    A table that one of the editions `before` released is released again.
    """
    found = counting.cells(snapshot, year, TABLES)
    again = {cell for edition in before for cell in edition.shown.keys() | edition.suppressed}
    left_out = [
        table
        for table in TWO_WAYS
        if not is_worth_releasing(inner := [each for each in found if _is_inner(each.id, table)])
        and again.isdisjoint(each.id for each in inner)
    ]
    return FactsOfYear(
        snapshot.realm,
        year,
        [cell for cell in found if not any(_is_inner(cell.id, table) for table in left_out)],
        [table for table in TABLES if table not in left_out],
    )


def is_worth_releasing(inner: Sequence[Cell]) -> bool:
    """Tell whether a table of two dimensions, by its inner cells, shows more than it hides.

    One that does not is left out whole: nobody could read it, and its margins are told elsewhere.
    """
    return sum(RULES.forbid(cell) for cell in inner) * 2 <= len(inner)


def _is_inner(cell: CellId, table: catalogue.Table) -> bool:
    """Tell whether a cell is of a table, and in none of its margins."""
    names = sorted((YEAR, *(each.name for each in table.dimensions)))
    return cell.counted == table.unit and [n for n, _ in cell.where] == names


def waivable(facts: FactsOfYear) -> dict[str, tuple[CellId, ...]]:
    """Return the national figures that only a waiver lets through, each with its small totals."""
    small = {cell.id for cell in facts.cells if RULES.forbid(cell)}
    found = {each.key: _totals(each, facts.year, facts.counts, small) for each in NATIONAL}
    return {key: tuple(sorted(totals)) for key, totals in found.items() if totals}


def _totals(
    definition: Definition, year: int, counts: Mapping[CellId, int], small: set[CellId]
) -> set[CellId]:
    """Return the small totals that a figure tells.

    Beside its own cells: those of all scopes, which tell each other, and what it leaves of the
    whole, where nothing of that is large enough to hide the rest.
    """
    beside = _beside(definition, year)
    left = {cell for cell in beside if counts[cell]}
    own = {cell for each in definition.cells(str(year)) for cell in _in_all_scopes(each)}
    return small & (own | left if left <= small else own)


def _beside(definition: Definition, year: int) -> set[CellId]:
    """Return the cells of the codes beside that of a figure, in its scope."""
    dimensions = {each.name: each for table in TABLES for each in table.dimensions}
    ways = [name for name in definition.counted if name != SCOPE.name]
    return {
        CellId.of(definition.unit, {**definition.counted, name: code, YEAR: str(year)})
        for name in ways
        for code in dimensions[name].codes
        if code != definition.counted[name]
    }


def _in_all_scopes(cell: CellId) -> Iterator[CellId]:
    yield cell
    where = dict(cell.where)
    if where.pop(SCOPE.name, None):
        yield CellId.of(cell.counted, where)
        yield CellId.of(cell.counted, {**where, SCOPE.name: BEYOND_SCOPE})


def protected(
    facts: FactsOfYear, cells: Iterable[Cell], earlier: Sequence[Edition]
) -> dict[CellId, int | None]:
    """Return how many stand in each cell, None where that must not be published.

    Args:
        facts: the year as it is now.
        cells: its cells, those that a waiver lets through marked.
        earlier: what was published of the year before.

    Raises:
        CannotProtect: what was published before tells what may not be shown.
    """
    found = protect(cells, facts.tables, relations=facts.relations, rules=RULES, earlier=earlier)
    return {**facts.counts, **dict.fromkeys(found.suppressed)}


def edition_of(
    counts: Mapping[CellId, int | None],
    waived: Iterable[CellId],
    true: Mapping[CellId, int],
) -> Edition:
    """Return what published cells show and keep back, read from the cells themselves.

    Args:
        counts: as they are printed.
        waived: the totals that a waiver let through.
        true: how many stood in each cell at that time, zeros included, which tells what has not
            changed since; empty when these facts are lost.
    """
    shown = {cell: count for cell, count in counts.items() if count is not None}
    announced = {cell for cell in shown if is_total_of_a_year(cell) or is_known_to_all(cell)}
    suppressed = frozenset(counts.keys() - shown.keys())
    kept_back = {cell: true[cell] for cell in suppressed if cell in true}
    return Edition(
        shown | kept_back,
        suppressed,
        frozenset(announced | (shown.keys() & set(waived))),
    )


def broken(
    counts: Mapping[CellId, int | None],
    waived: Iterable[CellId],
    facts: FactsOfYear,
    earlier: Sequence[Edition],
) -> list[Breach]:
    """Attack cells as they are printed; return those that can be told too well."""
    edition = edition_of(counts, waived, facts.counts)
    cells = {cell.id: cell for cell in facts.cells}
    relations = relations_of(facts.tables, facts.relations)
    return harmful(breaches(edition, relations, RULES, earlier), cells, RULES, earlier)
