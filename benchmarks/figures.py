"""All figures of a year over a million facts, beside the bare scan of the same facts.

Run with `python -m benchmarks.figures`; `--facts` says how many.
"""

import argparse
import tempfile
from functools import partial
from pathlib import Path

from django.utils import timezone

from benchmarks.timing import best_of
from vigie.observatory import figures, snapshots
from vigie.observatory.snapshots import COLUMNS, Snapshot

# One synthetic value for each column of the facts: `i` is the number of the row.
SYNTHETIC = {
    "realm": "'demo'",
    "year": "2018 + i % 7",
    "month": "1 + hash(i * 3) % 12",
    "structure": "md5((hash(i) % 60000)::VARCHAR)",
    "incident": "md5('case' || i // 2)",
    "structure_kind": "one_of(i * 5, ['health_establishment', 'medico_social', 'laboratory'])",
    "structure_status": "one_of(i * 7, ['public', 'private_nonprofit', 'private_for_profit'])",
    "region": "(10 + hash(i * 11) % 18)::VARCHAR",
    "nature": "'mandatory'",
    "origin": "one_of(i * 13, ['malicious', 'not_malicious', 'unknown'])",
    "kind": "one_of(i * 17, ['ransomware', 'phishing', 'malware', 'data_theft', 'other'])",
    "care_impact": "one_of(i * 19, ['none', 'degraded', 'interrupted', 'unknown'])",
    "endangerment": "one_of(i * 23, ['none', 'potential', 'proven', 'unknown'])",
    "data_availability": "one_of(i * 29, ['yes', 'no', 'unknown'])",
    "data_integrity": "one_of(i * 31, ['yes', 'no', 'unknown'])",
    "data_confidentiality": "one_of(i * 37, ['yes', 'no', 'unknown'])",
    "help_wanted": "hash(i * 41) % 3 = 0",
    "delay_seconds": "hash(i * 43) % 200000",
    "delay_days": "hash(i * 43) % 200000 // 86400",
    "detection_precision": "'minute'",
    "qualified": "hash(i * 47) % 10 > 0",
    "closed": "hash(i * 47) % 10 > 3",
    "in_scope": "CASE WHEN hash(i * 47) % 10 > 0 THEN hash(i * 53) % 10 > 0 END",
    "significant": "hash(i * 59) % 10 = 0",
    "severity": "one_of(i * 61, ['minor', 'moderate', 'major', 'critical'])",
    "support_given": "one_of(i * 67, ['none', 'advice', 'analysis'])",
    "support_outcome": "one_of(i * 71, ['given', 'open', 'declined', NULL])",
    "support_minutes": "hash(i * 73) % 600",
    "answer_seconds": "CASE WHEN hash(i * 79) % 3 = 0 THEN hash(i * 83) % 200000 END",
}


def write_facts(path: Path, number: int) -> None:
    """Write a synthetic snapshot, sorted as a real one is."""
    columns = ", ".join(
        f"({SYNTHETIC[name]})::{sql_type} AS {name}" for name, sql_type in COLUMNS.items()
    )
    with snapshots.engine(path.parent) as connection:
        connection.execute(
            "CREATE MACRO one_of(seed, codes) AS codes[1 + (hash(seed) % len(codes))::INTEGER]"
        )
        facts = connection.sql(f"SELECT {columns} FROM range({number}) AS rows(i) ORDER BY ALL")  # noqa: S608
        facts.write_parquet(str(path), compression="zstd")


def bare_scan(snapshot: Snapshot) -> None:
    """Read every column of every fact and do nothing with them: the floor."""
    columns = ", ".join(f"max({name})" for name in COLUMNS)
    with snapshot.open() as connection:
        connection.execute(f"SELECT {columns} FROM facts").fetchall()  # noqa: S608


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=1_000_000)
    number = parser.parse_args().facts
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "facts.parquet"
        write_facts(path, number)
        snapshot = Snapshot("demo", path, "", number, timezone.now())
        scan = best_of(5, lambda: bare_scan(snapshot))
        for label, years in (("one year", [2019]), ("seven years", list(range(2018, 2025)))):
            took = best_of(5, partial(figures.compute, snapshot, years))
            print(
                f"figures of {label} over {number:,} facts: {took * 1000:.0f} ms, "
                f"{number / took / 1e6:.1f} M facts/s, {took / scan:.2f} x the bare scan "
                f"({scan * 1000:.0f} ms)"
            )


if __name__ == "__main__":
    main()
