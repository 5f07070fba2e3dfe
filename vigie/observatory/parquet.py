"""How one relation of the facts is written as Parquet files, and read again, by DuckDB."""

import csv
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from vigie.observatory.facts import Relation
from vigie.observatory.facts.columns import types_of

FILE = "facts.parquet"
PULLED = "pulled"
# A ceiling, not a need: a year of a million and a half rows is sorted below it.
MEMORY = "2GB"
SQL_TYPES: dict[type[Any], str] = {str: "VARCHAR", int: "BIGINT", bool: "BOOLEAN"}


def sql_types(relation: Relation) -> dict[str, str]:
    """Return the SQL type of each column of a relation."""
    return {name: SQL_TYPES[found] for name, (found, _missing) in types_of(relation.row).items()}


def write(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    relation: Relation,
    rows: Iterable[tuple[Any, ...]],
) -> int:
    """Write the rows of a relation into a new folder; return how many there are."""
    path.mkdir(mode=0o700)
    pulled = path / "pulled.csv"
    with pulled.open("w", newline="") as file:
        csv.writer(file).writerows(rows)
    found = connection.read_csv(
        str(pulled), auto_detect=False, columns=sql_types(relation), delimiter=",", quotechar='"'
    )
    found.create(PULLED)
    pulled.unlink()
    try:
        return write_pulled(connection, path, relation)
    finally:
        connection.execute(f"DROP TABLE {PULLED}")


def write_pulled(connection: duckdb.DuckDBPyConnection, path: Path, relation: Relation) -> int:
    """Write the table `pulled` as the files of a relation, one a year; return its rows."""
    connection.execute("SET threads = 1")
    for part, rows in _parts(connection, relation):
        _write_part(connection, path / part, rows)
    (count,) = connection.execute(f"SELECT count(*) FROM {PULLED}").fetchone() or (0,)  # noqa: S608
    return int(count)


def files(path: Path) -> list[Path]:
    """Return the files of a relation, oldest year first."""
    return sorted(path.rglob(FILE))


def typed_columns(relation: Relation) -> str:
    """Return the SQL of the columns of a relation, in their order and of their types."""
    return ", ".join(f"{name}::{of} AS {name}" for name, of in sql_types(relation).items())


def no_rows(relation: Relation) -> str:
    """Return the SQL of a relation that is empty."""
    columns = ", ".join(f"NULL::{of} AS {name}" for name, of in sql_types(relation).items())
    return f"SELECT {columns} WHERE false"


def create_view(
    connection: duckdb.DuckDBPyConnection, name: str, relation: Relation, path: Path
) -> None:
    """Give a relation its view: empty, with all its columns, where it has no file."""
    if paths := [str(file) for file in files(path)]:
        found = connection.read_parquet(paths, hive_partitioning=relation.by_year)
        found.project(typed_columns(relation)).create_view(name)
    else:
        connection.sql(no_rows(relation)).create_view(name)


@contextmanager
def engine(workplace: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open DuckDB in memory: it spills into the private folder and downloads nothing."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(workplace / "spill"),
        "memory_limit": MEMORY,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    with duckdb.connect(":memory:", config=config) as connection:
        yield connection


def _parts(connection: duckdb.DuckDBPyConnection, relation: Relation) -> Iterator[tuple[str, str]]:
    """Yield each part of a relation: its folder, and its rows in SQL. The folder says the year."""
    if not relation.by_year:
        yield "", f"FROM {PULLED} ORDER BY ALL"
        return
    years = connection.table(PULLED).unique("year").order("year").fetchall()
    for (year,) in years:
        rows = f"SELECT * EXCLUDE year FROM {PULLED} WHERE year = {year:d} ORDER BY ALL"  # noqa: S608
        yield f"year={year}", rows


def _write_part(connection: duckdb.DuckDBPyConnection, path: Path, selected: str) -> None:
    path.mkdir(mode=0o700, exist_ok=True)
    file = path / FILE
    connection.sql(selected).write_parquet(str(file), compression="zstd")
    file.chmod(0o600)
