"""All figures of a year over a million facts, beside the bare scan of the same facts.

Run with `python -m benchmarks.figures`; `--facts` says how many.
"""

import argparse
import tempfile
from functools import partial
from pathlib import Path

from django.utils import timezone

from benchmarks.timing import best_of
from vigie.observatory import counting, parquet
from vigie.observatory.facts import RELATIONS
from vigie.observatory.snapshots import Snapshot

DECLARATIONS = RELATIONS["declarations"]
COLUMNS = parquet.sql_types(DECLARATIONS)

# One synthetic value for each column of the facts: `i` is the number of the row.
SYNTHETIC = {
    "realm": "'demo'",
    "year": "2018 + i % 7",
    "month": "1 + hash(i * 3) % 12",
    "structure": "md5((hash(i) % 60000)::VARCHAR)",
    "incident": "md5('case' || i // 2)",
    "structure_kind": "one_of(i * 5, ['health_establishment', 'medico_social', 'laboratory'])",
    "structure_status": "one_of(i * 7, ['public', 'private_nonprofit', 'private_for_profit'])",
    "region": "one_of(i * 11, ['11', '24', '27', '28', '32', '44', '52', '53', '75', '76', '84'])",
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
    "channel": "one_of(i * 89, ['portal', 'phone', 'api'])",
    "others_touched": "one_of(i * 97, ['yes', 'no', 'unknown'])",
    "cross_border": "one_of(i * 101, ['yes', 'no', 'unknown'])",
    "provider_named": "hash(i * 103) % 5 = 0",
    "systems_touched": "CASE WHEN hash(i * 107) % 2 = 0 THEN 1 + hash(i * 109) % 6 END",
    "degraded_seconds": "CASE WHEN hash(i * 113) % 4 = 0 THEN hash(i * 127) % 2000000 END",
    "degraded_ongoing": "hash(i * 113) % 4 = 1",
    "persons_affected": "CASE WHEN hash(i * 131) % 5 = 0 THEN hash(i * 137) % 500000 END",
    "taken_seconds": "CASE WHEN hash(i * 47) % 10 > 0 THEN hash(i * 139) % 90000 END",
    "closed_seconds": "CASE WHEN hash(i * 47) % 10 > 3 THEN hash(i * 149) % 9000000 END",
}


def write_facts(path: Path, number: int) -> None:
    """Write a synthetic snapshot as a real one is, of declarations alone."""
    columns = ", ".join(
        f"({SYNTHETIC[name]})::{sql_type} AS {name}" for name, sql_type in COLUMNS.items()
    )
    (path / "declarations").mkdir()
    with parquet.engine(path.parent) as connection:
        connection.execute(
            "CREATE MACRO one_of(seed, codes) AS codes[1 + (hash(seed) % len(codes))::INTEGER]"
        )
        facts = connection.sql(f"SELECT {columns} FROM range({number}) AS rows(i)")  # noqa: S608
        facts.create(parquet.PULLED)
        parquet.write_pulled(connection, path / "declarations", DECLARATIONS)


def bare_scan(snapshot: Snapshot) -> None:
    """Read every column of every fact and do nothing with them: the floor."""
    columns = ", ".join(f"max({name})" for name in COLUMNS)
    with snapshot.open() as connection:
        connection.execute(f"SELECT {columns} FROM declarations").fetchall()  # noqa: S608


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--facts", type=int, default=1_000_000)
    number = parser.parse_args().facts
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "snapshot"
        path.mkdir()
        write_facts(path, number)
        snapshot = Snapshot("demo", path, "", {"declarations": number}, timezone.now())
        scan = best_of(5, lambda: bare_scan(snapshot))
        for label, years in (("one year", [2019]), ("seven years", list(range(2018, 2025)))):
            took = best_of(5, partial(counting.figures, snapshot, years))
            print(
                f"figures of {label} over {number:,} facts: {took * 1000:.0f} ms, "
                f"{number / took / 1e6:.1f} M facts/s, {took / scan:.2f} x the bare scan "
                f"({scan * 1000:.0f} ms)"
            )


if __name__ == "__main__":
    main()
