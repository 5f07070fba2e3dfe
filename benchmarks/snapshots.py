"""A snapshot of many declarations, beside its floor: the bare scan of the tables it is made of.

Run with `python -m benchmarks.snapshots`; `--declarations` says how many.
"""

import argparse
import random
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from benchmarks import desk_data
from benchmarks.throwaway import throwaway_database
from vigie.core import keys
from vigie.declarations.models import Clock, Declaration, Receipt
from vigie.incidents.models import Incident, IncidentDeclaration, Qualification
from vigie.observatory import snapshots

TABLES = (Declaration, Receipt, Clock, Incident, IncidentDeclaration, Qualification)
BATCH = 2_000


def write(number: int) -> None:
    """Write declarations of three months, each with a receipt and a clock; half are in a case."""
    now = timezone.now()
    declarations = desk_data.declarations(number, now, random.Random(1))  # noqa: S311
    receipts = [_receipt(each) for each in declarations]
    Receipt.objects.bulk_create(receipts, batch_size=BATCH)
    Clock.objects.bulk_create((_clock(each) for each in receipts), batch_size=BATCH)
    halves = declarations[::2]
    cases = [_case(each) for each in halves]
    Incident.objects.bulk_create(cases, batch_size=BATCH)
    IncidentDeclaration.objects.bulk_create(
        (
            IncidentDeclaration(incident=case, declaration=each, taken_at=case.opened_at)
            for case, each in zip(cases, halves, strict=True)
        ),
        batch_size=BATCH,
    )


def _receipt(declaration: Declaration) -> Receipt:
    return Receipt(
        declaration_id=declaration.pk,
        reference=declaration.reference,
        realm=declaration.realm,
        received_at=declaration.received_at,
        idempotency_key=declaration.reference,
    )


def _clock(receipt: Receipt) -> Clock:
    due_at = receipt.received_at + timedelta(days=1)
    return Clock(
        receipt=receipt,
        regime="nis2-23",
        stage="early_warning",
        status="owed",
        started_at=receipt.received_at,
        due_at=due_at,
        late_since=due_at,
    )


def _case(declaration: Declaration) -> Incident:
    return Incident(
        reference=f"INC-{declaration.reference}",
        realm=declaration.realm,
        opened_at=declaration.received_at + timedelta(hours=1),
    )


def scan() -> None:
    """Read every row of the tables and do nothing with them: the floor."""
    with connection.cursor() as cursor:
        for model in TABLES:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")  # noqa: S608
            while cursor.fetchmany(BATCH):
                pass


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--declarations", type=int, default=100_000)
    number = parser.parse_args().declarations
    with throwaway_database(), tempfile.TemporaryDirectory() as folder:
        settings.DATA_DIR = Path(folder)
        keys.make_missing_keys(keys.keys_folder())
        write(number)
        start = time.perf_counter()
        scan()
        floor = time.perf_counter() - start
        start = time.perf_counter()
        with snapshots.fresh(desk_data.REALM) as snapshot:
            took = time.perf_counter() - start
            size = sum(file.stat().st_size for file in snapshot.path.rglob("*.parquet"))
            rows = sum(snapshot.rows.values())
        print(
            f"{connection.vendor}: snapshot of {number:,} declarations, {rows:,} rows, "
            f"{size / 1e6:.1f} MB: {took:.1f} s, {took / floor:.1f} x the bare scan of the tables "
            f"({floor:.2f} s)"
        )


if __name__ == "__main__":
    main()
