"""All figures of a year over a million facts, beside the bare scan of the same facts.

Run with `python -m benchmarks.figures`; `--facts` says how many declarations there are. For each
ten: five incidents, twenty deadlines, two requests for support and one notice.
"""

import argparse
import tempfile
from functools import partial
from pathlib import Path

import duckdb
from django.utils import timezone

from benchmarks.timing import best_of
from vigie.observatory import counting, parquet
from vigie.observatory.facts import RELATIONS, Relation
from vigie.observatory.facts.columns import Column, Kind, columns_of, types_of
from vigie.observatory.snapshots import Snapshot

# Rows of each relation for one declaration.
ROWS = {
    "declarations": 1,
    "incidents": 0.5,
    "deadlines": 2,
    "support": 0.2,
    "notices": 0.1,
    "directory": 0,
}
# What is not simply drawn from its kind: `i` is the number of the row.
DRAWN = {
    "year": "2018 + i % 7",
    "month": "1 + hash(i * 3) % 12",
    "structure": "md5((hash(i) % 60000)::VARCHAR)",
    "incident": "md5('case' || i // 2)",
}
# Of the other numbers, the largest: seconds of weeks, minutes of hours.
UP_TO = {Kind.SECONDS: 4_000_000, Kind.MINUTES: 600, Kind.DAYS: 40, Kind.NUMBER: 12}


def drawn(name: str, column: Column, salt: int) -> str:
    """Return the SQL that draws a value for a row."""
    if name in DRAWN:
        return DRAWN[name]
    if column.kind is Kind.REALM:
        return "'demo'"
    if column.kind is Kind.FLAG:
        return f"hash(i * {salt}) % 3 = 0"
    if column.kind is Kind.CODE:
        codes = [str(code) for code in column.codes]
        return f"{codes}[1 + (hash(i * {salt}) % {len(codes)})::INTEGER]"
    return f"hash(i * {salt}) % {UP_TO[column.kind]}"


def write_facts(path: Path, number: int) -> dict[str, int]:
    """Write a synthetic snapshot as a real one is; return how many rows each relation has."""
    rows = {name: max(1, int(number * share)) for name, share in ROWS.items()}
    for name, relation in RELATIONS.items():
        (path / name).mkdir()
        with parquet.engine(path.parent) as connection:
            _draw(connection, relation, rows[name])
            parquet.write_pulled(connection, path / name, relation)
    return rows


def _draw(connection: duckdb.DuckDBPyConnection, relation: Relation, rows: int) -> None:
    types, optional = parquet.sql_types(relation), types_of(relation.row)
    columns = []
    for place, (name, column) in enumerate(columns_of(relation.row).items()):
        value = drawn(name, column, salt=2 * place + 5)
        if optional[name][1] and name not in DRAWN:
            value = f"CASE WHEN hash(i * {place + 101}) % 4 > 0 THEN {value} END"
        columns.append(f"({value})::{types[name]} AS {name}")
    select = f"SELECT {', '.join(columns)} FROM range({rows}) AS rows(i)"  # noqa: S608
    connection.sql(select).create(parquet.PULLED)


def bare_scan(snapshot: Snapshot) -> None:
    """Read every column of every fact and do nothing with them: the floor."""
    with snapshot.open() as connection:
        for name, relation in RELATIONS.items():
            columns = ", ".join(f"max({column})" for column in parquet.sql_types(relation))
            connection.execute(f"SELECT {columns} FROM {name}").fetchall()  # noqa: S608


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=1_000_000)
    number = parser.parse_args().facts
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "snapshot"
        path.mkdir()
        snapshot = Snapshot("demo", path, "", write_facts(path, number), timezone.now())
        facts = sum(snapshot.rows.values())
        scan = best_of(5, lambda: bare_scan(snapshot))
        for label, years in (("one year", [2019]), ("seven years", list(range(2018, 2025)))):
            took = best_of(5, partial(counting.figures, snapshot, years))
            print(
                f"figures of {label} over {number:,} declarations, {facts:,} facts in all: "
                f"{took * 1000:.0f} ms, {facts / took / 1e6:.1f} M facts/s, "
                f"{took / scan:.2f} x the bare scan ({scan * 1000:.0f} ms)"
            )


if __name__ == "__main__":
    main()
