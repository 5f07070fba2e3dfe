"""The desk's search among 100,000 cases, beside the look-up of one of them by its reference.

Run with `python -m benchmarks.search` on SQLite, or with
`python -m tests.postgresql python -m benchmarks.search` on a throwaway PostgreSQL.
"""

import argparse
import os
import random
import statistics
import time
from collections.abc import Callable

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigie.config.settings.test")
django.setup()

from django.db import connection  # noqa: E402 - needs the settings above
from django.utils import timezone  # noqa: E402

from benchmarks.desk_data import KINDS, REALM, TOWNS, cases  # noqa: E402
from benchmarks.throwaway import throwaway_database  # noqa: E402
from vigie.accounts.enums import Role  # noqa: E402
from vigie.accounts.models import User  # noqa: E402
from vigie.core import keyset  # noqa: E402
from vigie.incidents import selectors  # noqa: E402
from vigie.incidents.models import Incident, SearchEntry  # noqa: E402
from vigie.incidents.services import index_what_is_missing  # noqa: E402
from vigie.taxonomy import terms  # noqa: E402

ROWS = 50
ROUNDS = 200


def queries(rng: random.Random) -> list[str]:
    """Return what analysts type: places, kinds, structures, references, words of no case."""
    typed = []
    for _ in range(ROUNDS):
        number = rng.randrange(5_000)
        kind = terms.label("incident_kind", rng.choice(KINDS))
        typed.append(
            rng.choice(
                [
                    rng.choice(TOWNS),
                    kind,
                    f"{kind} {rng.choice(TOWNS)}",
                    f"centre hospitalier {number}",
                    f"INC {rng.randrange(100_000)}",
                    "servers encr",
                    "zzyzx",
                ]
            )
        )
    return typed


def seconds(job: Callable[[], object]) -> float:
    """Return how long a job took."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def measure(number: int) -> None:
    """Fill, index, search; print."""
    rng = random.Random(1)  # noqa: S311 - synthetic data, no secret
    user = User.objects.create_user("a@desk.example", name="A", role=Role.ANALYST)
    cases(number, timezone.now(), rng, [user])
    took = seconds(index_what_is_missing)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    entries = SearchEntry.objects.count()
    print(f"{number:,} cases, {entries:,} entries indexed at {entries / took:,.0f} a second")

    def search(typed: str) -> None:
        page = keyset.page(selectors.found(user, REALM, typed), size=ROWS)
        selectors.found_rows(page)

    times = sorted(seconds(lambda typed=typed: search(typed)) for typed in queries(rng))  # type: ignore[misc]
    sample = list(Incident.objects.values_list("reference", flat=True)[:ROUNDS])
    bare = statistics.median(
        seconds(lambda known=known: Incident.objects.get(reference=known))  # type: ignore[misc]
        for known in sample
    )
    median, late = times[len(times) // 2], times[int(len(times) * 0.95)]
    print(
        f"search on {connection.vendor}: p50 {median * 1000:.1f} ms, p95 {late * 1000:.1f} ms; "
        f"bare look-up {bare * 1000:.2f} ms; p50 is {median / bare:.1f} x the look-up"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    number = parser.parse_args().cases
    with throwaway_database():
        measure(number)


if __name__ == "__main__":
    main()
