"""Figures: SQL over a snapshot of facts, one scan of the facts for each unit counted."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import duckdb

from vigie.observatory.catalogue import (
    BREAKDOWNS,
    NATIONAL,
    Breakdown,
    Definition,
    Scope,
    Unit,
)
from vigie.observatory.measures import Count, Figure, Measure, Share
from vigie.observatory.snapshots import Snapshot
from vigie.taxonomy.terms import scheme

# What each unit is counted over: one row per thing to count, with `year` and `in_scope`.
RELATIONS = {
    Unit.DECLARATIONS: "declarations",
    Unit.STRUCTURES: (
        "(SELECT year, structure, bool_or(in_scope) AS in_scope, count(*) AS declarations "
        "FROM declarations WHERE structure IS NOT NULL GROUP BY year, structure)"
    ),
    Unit.INCIDENTS: (
        "(SELECT year, incident, bool_or(in_scope) AS in_scope, count(*) AS declarations "
        "FROM declarations WHERE incident IS NOT NULL GROUP BY year, incident)"
    ),
}
SCOPES = {Scope.ALL: "true", Scope.IN_SCOPE: "in_scope"}
MONTHS = [f"{month:02}" for month in range(1, 13)]


def years(snapshot: Snapshot) -> list[int]:
    """Return the years in which something was received, oldest first."""
    with snapshot.open() as connection:
        rows = connection.execute("SELECT DISTINCT year FROM declarations ORDER BY year").fetchall()
    return [year for (year,) in rows]


def compute(snapshot: Snapshot, years: Sequence[int]) -> list[Figure]:
    """Return every figure of the catalogue for each of `years`, in the catalogue's order."""
    with snapshot.open() as connection:
        pending = _pending(connection, years)
        measures = _national(connection, years)
        cells = _cells(connection, years)
    return [
        figure
        for year in years
        for figure in (
            *_national_figures(snapshot.realm, year, measures, pending.get(year, 0)),
            *_cell_figures(snapshot.realm, year, cells, pending.get(year, 0)),
        )
    ]


def _pending(connection: duckdb.DuckDBPyConnection, years: Sequence[int]) -> dict[int, int]:
    rows = connection.execute(
        "SELECT year, count(*) FILTER (NOT qualified) FROM declarations "
        "WHERE list_contains(?, year) GROUP BY year",
        [list(years)],
    ).fetchall()
    return dict(rows)


def _national(
    connection: duckdb.DuckDBPyConnection, years: Sequence[int]
) -> dict[tuple[str, int], Measure]:
    measures: dict[tuple[str, int], Measure] = {}
    for unit, relation in RELATIONS.items():
        definitions = [each for each in NATIONAL if each.unit == unit]
        counts = ", ".join(count for each in definitions for count in _counts(each))
        # Every piece of SQL here comes from the catalogue; the years are bound.
        rows = connection.execute(
            f"SELECT year, {counts} FROM {relation} "  # noqa: S608
            "WHERE list_contains(?, year) GROUP BY year",
            [list(years)],
        ).fetchall()
        for year, *values in rows:
            pairs = zip(values[::2], values[1::2], strict=True)
            for definition, (counted, out_of) in zip(definitions, pairs, strict=True):
                measures[definition.key, year] = _measure(definition, counted, out_of)
    return measures


def _counts(definition: Definition) -> tuple[str, str]:
    scope = SCOPES[definition.scope]
    out_of = definition.out_of or "false"
    return (
        f"count(*) FILTER ({scope} AND {definition.counted} AND {definition.out_of or 'true'})",
        f"count(*) FILTER ({scope} AND {out_of})",
    )


def _measure(definition: Definition, counted: int = 0, out_of: int = 0) -> Measure:
    return Share(counted, out_of) if definition.out_of else Count(counted)


def _cells(
    connection: duckdb.DuckDBPyConnection, years: Sequence[int]
) -> dict[tuple[str, int], dict[str, int]]:
    """Count the declarations of every cell of every breakdown, in one scan."""
    columns = [each.column for each in BREAKDOWNS]
    values = ", ".join(
        "lpad(month::VARCHAR, 2, '0') AS month" if column == "month" else column
        for column in columns
    )
    sets = ", ".join(f"(year, {column})" for column in columns)
    rows = connection.execute(
        f"SELECT year, {', '.join(columns)}, count(*) "  # noqa: S608
        f"FROM (SELECT year, {values} FROM declarations WHERE list_contains(?, year)) "
        f"GROUP BY GROUPING SETS ({sets})",
        [list(years)],
    ).fetchall()
    cells: dict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    for year, *row, count in rows:
        # A grouping set leaves every column but its own null; facts have no null in these.
        column, code = next(pair for pair in zip(columns, row, strict=True) if pair[1] is not None)
        cells[column, year][code] = count
    return cells


def _national_figures(
    realm: str, year: int, measures: dict[tuple[str, int], Measure], pending: int
) -> Iterator[Figure]:
    for each in NATIONAL:
        measure = measures.get((each.key, year)) or _measure(each)
        yield Figure(realm, each.key, measure, each.unit, each.scope, None, str(year), pending)


def _cell_figures(
    realm: str, year: int, cells: dict[tuple[str, int], dict[str, int]], pending: int
) -> Iterator[Figure]:
    for each in BREAKDOWNS:
        counts = cells.get((each.column, year), {})
        for code in (*codes(each), *sorted(counts.keys() - set(codes(each)))):
            yield Figure(
                realm,
                each.key,
                Count(counts.get(code, 0)),
                Unit.DECLARATIONS,
                Scope.ALL,
                f"{each.column}={code}",
                str(year),
                pending,
            )


def codes(breakdown: Breakdown) -> Sequence[str]:
    """Return the codes that get a cell whether or not something was declared there."""
    return scheme(breakdown.scheme).codes if breakdown.scheme else MONTHS
