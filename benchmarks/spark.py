"""All tables of all years counted by DuckDB and by Apache Spark, beside DuckDB's bare scan.

Run with `python -m benchmarks.spark`; `--facts` says how many declarations there are, and
`--folder` keeps the facts in a folder, to be counted again. The cells of a year, which also tell
who stands behind each, take long: `--cells 2019` counts them too. Spark counts by
VIGIE_SPARK_MASTER; it is started anew for each measure, within the time that is told.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from benchmarks.figures import ROWS, bare_scan, write_facts
from benchmarks.timing import best_of
from vigie.config.figures_engine import DUCKDB, SPARK, missing_for_spark
from vigie.observatory import counting
from vigie.observatory.catalogue import TABLES
from vigie.observatory.snapshots import Snapshot

YEARS = range(2018, 2025)


def the_facts(folder: Path, number: int) -> Snapshot:
    """Return a snapshot of so many declarations, written unless it is there."""
    path = folder / f"facts-{number}"
    if path.exists():
        rows = {name: max(1, int(number * share)) for name, share in ROWS.items()}
    else:
        path.mkdir(parents=True)
        rows = write_facts(path, number)
    return Snapshot("demo", path, "", rows, timezone.now())


def counted_by(engine: str, count: Callable[[], Any]) -> tuple[Any, float]:
    """Return what an engine counts, and in how many seconds."""
    settings.VIGIE_FIGURES_ENGINE = engine
    start = time.perf_counter()
    found = count()
    return found, time.perf_counter() - start


def compare(label: str, count: Callable[[], Any], scan: float) -> None:
    """Count with both engines, and print how long each took and whether they agree."""
    duckdb, took = counted_by(DUCKDB, count)
    print(f"{label}: DuckDB {took:.1f} s, {took / scan:.1f} x the bare scan", flush=True)
    spark, took = counted_by(SPARK, count)
    print(f"{label}: Spark {took:.1f} s, {took / scan:.1f} x the bare scan", flush=True)
    print(f"{label}: {len(duckdb):,} cells, {'equal' if duckdb == spark else 'NOT EQUAL'}")


def cells(snapshot: Snapshot, year: int) -> dict[Any, Any]:
    """Return the cells of a year by what each is, as engines give them in any order."""
    return {cell.id: cell for cell in counting.cells(snapshot, year, TABLES)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--cells", type=int)
    given = parser.parse_args()
    if missing := missing_for_spark():
        parser.exit(message=f"Left out: {missing}\n")
    with tempfile.TemporaryDirectory() as folder:
        snapshot = the_facts(given.folder or Path(folder), given.facts)
        scan = best_of(3, lambda: bare_scan(snapshot))
        print(
            f"{given.facts:,} declarations, {sum(snapshot.rows.values()):,} facts in all, on "
            f"{settings.VIGIE_SPARK_MASTER}; the bare scan: {scan:.2f} s",
            flush=True,
        )
        compare("seven years", partial(counting.counts, snapshot, YEARS, TABLES), scan)
        if given.cells:
            compare(f"cells of {given.cells}", partial(cells, snapshot, given.cells), scan)


if __name__ == "__main__":
    main()
