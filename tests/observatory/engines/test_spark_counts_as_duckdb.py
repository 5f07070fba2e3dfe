"""Whatever the facts are, Apache Spark counts them as DuckDB does."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from tests.observatory.engines.random_facts import YEARS, random_snapshot
from vigie.observatory import counting, engines, parquet
from vigie.observatory.catalogue import TABLES
from vigie.observatory.engines import UnreadableFacts
from vigie.observatory.facts import RELATIONS
from vigie.observatory.snapshots import Snapshot

# What the catalogue asks engines for, each where they are known to differ.
SAME_ANSWERS = (
    (
        "SELECT round(minutes / 60.0), CAST(round(minutes / 60.0) AS BIGINT) "
        "FROM (VALUES (29), (30), (31), (90), (150), (NULL)) AS given(minutes)"
    ),
    "SELECT min(code) FROM (VALUES ('b'), ('B'), ('É'), ('_'), (NULL)) AS given(code)",
    "SELECT lpad(CAST(month AS VARCHAR), 2, '0') FROM (VALUES (1), (12), (123)) AS given(month)",
    "SELECT 7 / 2, 7 // 2, 7 % 2",
    (
        "SELECT CASE WHEN flag THEN 'yes' WHEN NOT flag THEN 'no' ELSE 'else' END, "
        "flag AND true, flag AND false, flag = flag, flag IN (true, NULL) "
        "FROM (VALUES (true), (false), (NULL)) AS given(flag)"
    ),
    (
        "SELECT CASE code WHEN 'met_late' THEN 1 ELSE 2 END "
        "FROM (VALUES ('met_late'), ('MET_LATE'), ('met_late '), (NULL)) AS given(code)"
    ),
    (
        "SELECT code, count(*), count(code), sum(number) FROM "
        "(VALUES ('a', 1), ('a', NULL), (NULL, 3)) AS given(code, number) "
        "GROUP BY GROUPING SETS ((), (code))"
    ),
    "SELECT * EXCLUDE (number) FROM (VALUES ('a', 1)) AS given(code, number)",
    "SELECT sum(number), max(number) FROM (VALUES (1)) AS given(number) WHERE false",
    "SELECT CAST(9000000000 AS BIGINT) + 1, CAST('12' AS BIGINT), CAST(true AS VARCHAR)",
)


@pytest.fixture
def on_both(settings: Settings, spark: str) -> Callable[..., list[Any]]:
    """What a function says of a snapshot on DuckDB, then on Spark."""

    def said(ask: Callable[..., Any], *args: Any) -> list[Any]:
        answers = []
        for engine in ("duckdb", spark):
            settings.VIGIE_FIGURES_ENGINE = engine
            answers.append(ask(*args))
        return answers

    return said


def all_cells(snapshot: Snapshot, years: Sequence[int]) -> dict[str, Any]:
    found = [cell for year in years for cell in counting.cells(snapshot, year, TABLES)]
    return {str(cell.id): cell for cell in found}


def test_every_count_and_every_cell_of_every_year(
    tmp_path: Path, on_both: Callable[..., list[Any]]
) -> None:
    snapshot = random_snapshot(tmp_path / "snapshot", seed=1)

    duckdb, spark = on_both(counting.counts, snapshot, YEARS, TABLES)
    assert sum(duckdb.values()) > 0
    assert spark == duckdb
    duckdb, spark = on_both(all_cells, snapshot, YEARS)
    assert {cell.id.counted for cell in duckdb.values()} == set(counting.RELATIONS)
    assert spark == duckdb


def test_one_year_alone_and_relations_without_a_row(
    tmp_path: Path, on_both: Callable[..., list[Any]]
) -> None:
    empty = ("incidents", "support", "notices", "directory")
    snapshot = random_snapshot(tmp_path / "snapshot", seed=2, years=[2019], without=empty)

    assert on_both(counting.years, snapshot) == [[2019], [2019]]
    duckdb, spark = on_both(counting.counts, snapshot, [2019, 2020], TABLES)
    assert spark == duckdb
    duckdb, spark = on_both(all_cells, snapshot, [2019])
    assert spark == duckdb


def test_a_realm_in_which_nothing_was_declared(
    tmp_path: Path, on_both: Callable[..., list[Any]]
) -> None:
    snapshot = random_snapshot(tmp_path / "snapshot", seed=3, without=RELATIONS)

    assert on_both(counting.years, snapshot) == [[], []]
    duckdb, spark = on_both(counting.counts, snapshot, [2019], TABLES)
    assert set(spark.values()) == {0}
    assert spark == duckdb


def test_what_engines_often_differ_in(tmp_path: Path, on_both: Callable[..., list[Any]]) -> None:
    snapshot = random_snapshot(tmp_path / "snapshot", seed=4, without=RELATIONS)

    def answers(snapshot: Snapshot) -> dict[str, list[Any]]:
        with engines.opened(snapshot) as ask:
            return {sql: sorted(ask(sql), key=repr) for sql in SAME_ANSWERS}

    duckdb, spark = on_both(answers, snapshot)
    assert spark == duckdb


def test_facts_that_lack_a_column_are_refused_by_both(
    tmp_path: Path, on_both: Callable[..., list[Any]]
) -> None:
    snapshot = random_snapshot(tmp_path / "snapshot", seed=5, years=[2019])
    file = snapshot.path / "notices" / "year=2019" / parquet.FILE
    with parquet.engine(tmp_path) as connection:
        older = connection.read_parquet(str(file)).project("* EXCLUDE (authority)")
        older.create("older")
        connection.table("older").write_parquet(str(file))

    def refusal(snapshot: Snapshot) -> str:
        with pytest.raises(UnreadableFacts) as refused:
            counting.years(snapshot)
        return "authority" if "authority" in str(refused.value) else str(refused.value)

    assert on_both(refusal, snapshot) == ["authority", "authority"]
