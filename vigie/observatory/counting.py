"""Counting the cells of tables over a snapshot: one scan of the facts for each unit counted.

The SQL is put together from the catalogue alone, in DuckDB's dialect, and kept plain, for
`engines` to agree on it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

from vigie.observatory import engines
from vigie.observatory.catalogue import OF_FIGURES, YEAR, Dimension, Table, Unit
from vigie.observatory.disclosure import Cell, CellId
from vigie.observatory.figures import figures_of
from vigie.observatory.measures import Figure
from vigie.observatory.snapshots import Snapshot

# What each unit is counted over: one row per thing to count.
# Where what is known of a structure or a case differs within the year, the first code in the
# alphabet stands for it, before “unknown”: it is counted once.
RELATIONS = {
    Unit.DECLARATIONS: "declarations",
    Unit.STRUCTURES: (
        "(SELECT year, structure, min(structure_kind) AS structure_kind, "
        "min(structure_status) AS structure_status, min(region) AS region, "
        "count(*) AS declarations FROM declarations WHERE structure IS NOT NULL "
        "GROUP BY year, structure)"
    ),
    Unit.INCIDENTS: "incidents",
    Unit.REQUESTS: "support",
    Unit.SUPPORT_HOURS: "support",
    # What may be owed, if a condition is met that nobody knows of, is owed by nobody yet.
    Unit.DEADLINES: "(SELECT * FROM deadlines WHERE status = 'owed')",
    Unit.NOTICES: "notices",
    # The directory is of the day of the snapshot: it stands beside each year.
    Unit.DIRECTORY: (
        "(SELECT years.year, NULL AS structure, directory.* FROM directory "
        "CROSS JOIN (SELECT DISTINCT year FROM declarations) AS years)"
    ),
}
# What each row counts for, where that is not one.
WEIGHTS = {
    Unit.SUPPORT_HOURS: "CAST(round(minutes / 60.0) AS BIGINT)",
    Unit.DIRECTORY: "structures",
}
# As RELATIONS, with one row for each structure that has a part in it.
SHARED_BY = RELATIONS | {
    Unit.INCIDENTS: (
        "(SELECT DISTINCT cases.* EXCLUDE (structure), declarations.structure "
        "FROM incidents AS cases JOIN declarations USING (incident))"
    ),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One dimension as it is counted, by its codes or by its groups."""

    dimension: Dimension
    grouped: bool

    @property
    def name(self) -> str:
        """What it is called in the SQL."""
        return f"{self.dimension.name}_grouped" if self.grouped else self.dimension.name

    @property
    def grouping(self) -> str:
        """The group of each code, told from the column of codes; a code that has none."""
        name = self.dimension.name
        cases = " ".join(
            f"WHEN {name} IN ({', '.join(map(repr, group.codes))}) THEN '{group.code}'"
            for group in self.dimension.groups
        )
        return f"CASE {cases} ELSE {name} END" if cases else name


def years(snapshot: Snapshot) -> list[int]:
    """Return the years in which something was received, oldest first."""
    with engines.opened(snapshot) as ask:
        rows = ask("SELECT DISTINCT year FROM declarations ORDER BY year")
    return [year for (year,) in rows]


def figures(snapshot: Snapshot, years: Sequence[int]) -> list[Figure]:
    """Return every figure of the catalogue for each of `years`, in the catalogue's order."""
    counted = counts(snapshot, years, OF_FIGURES)
    return [each for year in years for each in figures_of(snapshot.realm, year, counted)]


def counts(snapshot: Snapshot, years: Sequence[int], tables: Iterable[Table]) -> dict[CellId, int]:
    """Return how many stand in each cell of `tables` in each year, zeros included."""
    tables = tuple(tables)
    found = {c: 0 for year in years for table in tables for c in table.cells(str(year))}
    group_of = {each.name: each.group_of for table in tables for each in table.dimensions}
    with engines.opened(snapshot) as ask:
        for unit in Unit:
            # Groups are summed here: each set more to group by costs a scan of its own.
            plan = _Plan(unit, tuple(each for each in tables if each.unit == unit), by_group=False)
            for cell, (number,) in plan.rows(ask, plan.counted(years)):
                for each in _with_groups(cell, group_of) & found.keys():
                    found[each] += number
    return found


def cells(snapshot: Snapshot, year: int, tables: Iterable[Table]) -> list[Cell]:
    """Return the cells of `tables` in which there is something, and who stands behind each."""
    tables = tuple(tables)
    found: dict[CellId, Cell] = {}
    with engines.opened(snapshot) as ask:
        for unit in Unit:
            plan = _Plan(unit, tuple(each for each in tables if each.unit == unit))
            weights = dict(plan.rows(ask, plan.weighed(year)))
            # Where one row has one structure, all parts together are the count.
            counts = {cell: parts for cell, (_structures, _most, parts) in weights.items()}
            if SHARED_BY[unit] != RELATIONS[unit]:
                counts = {cell: n for cell, (n,) in plan.rows(ask, plan.counted([year]))}
            for cell, (structures, most, parts) in weights.items():
                share = most / parts if most else None
                found[cell] = Cell(cell, counts[cell], structures, share)
    return list(found.values())


@dataclass(frozen=True)
class _Plan:
    """The question that counts the tables of one unit."""

    unit: Unit
    tables: tuple[Table, ...]
    by_group: bool = True

    @cached_property
    def sets(self) -> list[tuple[Column, ...]]:
        """The columns to group by, for each table and each of its margins."""
        found = {}
        for table in self.tables:
            levels = [(None, *self._levels(each)) for each in table.dimensions]
            for chosen in product(*levels):
                columns = tuple(each for each in chosen if each)
                found[tuple(each.name for each in columns)] = columns
        return list(found.values())

    @cached_property
    def columns(self) -> list[Column]:
        """Every column of every set, once."""
        return list({each.name: each for columns in self.sets for each in columns}.values())

    @property
    def names(self) -> str:
        """The year and the columns."""
        return ", ".join((YEAR, *(each.name for each in self.columns)))

    def counted(self, years: Iterable[int]) -> str:
        """Return the SQL that counts the rows of each cell."""
        return (
            f"SELECT {self.names}, {self._number} "  # noqa: S608
            f"FROM {self._rows(RELATIONS, years)} "
            f"GROUP BY GROUPING SETS ({self._sets()})"
        )

    def weighed(self, year: int) -> str:
        """Return the SQL that counts structures, the parts of the largest, and all parts."""
        rows = self._rows(SHARED_BY, [year])
        return (
            f"SELECT {self.names}, count(structure), "  # noqa: S608
            "max(CASE WHEN structure IS NOT NULL THEN number END), sum(number) FROM "
            f"(SELECT {self.names}, structure, {self._number} AS number FROM {rows} "
            f"GROUP BY GROUPING SETS ({self._sets('structure')})) AS counted "
            f"GROUP BY {self.names}"
        )

    def rows(self, ask: engines.Ask, sql: str) -> Iterator[tuple[CellId, tuple[int, ...]]]:
        """Yield the cells that the SQL tells, each with its numbers."""
        if not self.tables:
            return
        width = 1 + len(self.columns)
        for row in ask(sql):
            year, *codes = row[:width]
            # A set leaves every column but its own null; the codes themselves never are.
            pairs = zip(self.columns, codes, strict=True)
            where = {each.dimension.name: code for each, code in pairs if code is not None}
            yield CellId.of(self.unit, {YEAR: str(year), **where}), row[width:]

    @property
    def _number(self) -> str:
        return "sum(weight)" if self.unit in WEIGHTS else "count(*)"

    def _rows(self, relations: Mapping[Unit, str], years: Iterable[int]) -> str:
        detailed = {each.dimension.name: each.dimension for each in self.columns}
        told = "".join(f", {each.sql} AS {each.name}" for each in detailed.values())
        grouped = "".join(
            f", {each.grouping} AS {each.name}" for each in self.columns if each.grouped
        )
        kept = "".join(f", {name}" for name in detailed)
        weighs = WEIGHTS.get(self.unit)
        weight, weighed = (", weight", f", {weighs} AS weight") if weighs else ("", "")
        among = ", ".join(str(int(year)) for year in years)
        return (
            f"(SELECT year, structure{weight}{kept}{grouped} FROM "  # noqa: S608
            f"(SELECT year, structure{weighed}{told} FROM {relations[self.unit]} AS facts "
            f"WHERE year IN ({among})) AS told) AS grouped"
        )

    def _sets(self, *beside: str) -> str:
        return ", ".join(
            f"({', '.join((YEAR, *beside, *(each.name for each in columns)))})"
            for columns in self.sets
        )

    def _levels(self, dimension: Dimension) -> list[Column]:
        detailed, grouped = (Column(dimension, grouped=each) for each in (False, True))
        if not self.by_group:
            return [detailed]
        if dimension.is_coarse:
            return [grouped]
        return [detailed, grouped] if dimension.groups else [detailed]


def _with_groups(cell: CellId, group_of: Mapping[str, Mapping[str, str]]) -> set[CellId]:
    """Return a cell of single codes, and those of the groups that gather them."""
    options = (
        [(name, code), (name, group_of.get(name, {}).get(code, code))] for name, code in cell.where
    )
    return {CellId(cell.counted, where) for where in product(*options)}
