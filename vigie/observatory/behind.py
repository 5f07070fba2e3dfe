"""Who stands behind each figure of a year, counted over the private facts."""

from collections.abc import Iterator

import duckdb

from vigie.observatory.catalogue import BREAKDOWNS, NATIONAL, Definition, Unit
from vigie.observatory.figures import RELATIONS, SCOPES, compute
from vigie.observatory.key_cells import Behind
from vigie.observatory.protected_figures import FactsOfYear
from vigie.observatory.snapshots import Snapshot


def facts_of_year(snapshot: Snapshot, year: int) -> FactsOfYear:
    """Return the live figures of a year and who stands behind them."""
    return FactsOfYear(compute(snapshot, [year]), structures_behind(snapshot, year))


def structures_behind(snapshot: Snapshot, year: int) -> dict[str, Behind]:
    """Return who stands behind each figure of a year, by its key, or “column=code” for a cell.

    Of a share, apart: its numerator, what it is “out of”, and the “rest of” that.
    """
    with snapshot.open() as connection:
        return {
            **dict(_of_structures(connection, year)),
            **dict(_of_others(connection, year)),
            **dict(_of_cells(connection, year)),
        }


def _of_structures(
    connection: duckdb.DuckDBPyConnection, year: int
) -> Iterator[tuple[str, Behind]]:
    names, predicates = _predicates(Unit.STRUCTURES)
    columns = ", ".join(f"count(*) FILTER ({each})" for each in predicates)
    # Every piece of SQL here comes from the catalogue; the year is bound.
    row = connection.execute(
        f"SELECT {columns} FROM {RELATIONS[Unit.STRUCTURES]} WHERE year = ?",  # noqa: S608
        [year],
    ).fetchone()
    for name, number in zip(names, row or (), strict=True):
        yield name, Behind(number)


def _of_others(connection: duckdb.DuckDBPyConnection, year: int) -> Iterator[tuple[str, Behind]]:
    names, predicates = _predicates(Unit.DECLARATIONS, Unit.INCIDENTS)
    counts = ", ".join(f"count(*) FILTER ({p}) AS c{n}" for n, p in enumerate(predicates))
    asked = ", ".join(_summary(f"c{number}") for number in range(len(names)))
    row = connection.execute(
        f"SELECT {asked} FROM "  # noqa: S608
        f"(SELECT structure, {counts} FROM declarations WHERE year = ? GROUP BY structure)",
        [year],
    ).fetchone()
    values = list(row or ())
    for name, *of in zip(names, values[::3], values[1::3], values[2::3], strict=True):
        yield name, _behind(*of)


def _of_cells(connection: duckdb.DuckDBPyConnection, year: int) -> Iterator[tuple[str, Behind]]:
    for breakdown in BREAKDOWNS:
        column = breakdown.column
        value = "lpad(month::VARCHAR, 2, '0')" if column == "month" else column
        rows = connection.execute(
            f"SELECT '{column}=' || code, {_summary('number')} FROM "  # noqa: S608
            f"(SELECT {value} AS code, structure, count(*) AS number "
            "FROM declarations WHERE year = ? GROUP BY ALL) GROUP BY code",
            [year],
        ).fetchall()
        for name, *of in rows:
            yield name, _behind(*of)


def _summary(column: str) -> str:
    """Return the structures that have some, the most that one has, and the sum, as SQL."""
    named = "structure IS NOT NULL"
    return (
        f"count(*) FILTER ({column} > 0 AND {named}), max({column}) FILTER ({named}), sum({column})"
    )


def _behind(structures: int, most: int | None, total: int | None) -> Behind:
    return Behind(structures, most / total if most and total else None)


def _predicates(*units: Unit) -> tuple[list[str], list[str]]:
    named: dict[str, str] = {}
    for each in NATIONAL:
        if each.unit in units:
            named |= _predicates_of(each)
    return list(named), list(named.values())


def _predicates_of(definition: Definition) -> dict[str, str]:
    taken = "incident IS NOT NULL" if definition.unit == Unit.INCIDENTS else "true"
    base = f"{SCOPES[definition.scope]} AND {definition.out_of or 'true'} AND {taken}"
    found = {definition.key: f"{base} AND {definition.counted}"}
    if definition.out_of:
        found[f"out of {definition.key}"] = base
        found[f"rest of {definition.key}"] = f"{base} AND NOT coalesce({definition.counted}, false)"
    return found
