"""The desk's lists at 1,000, 10,000 and 100,000 incidents, each beside the bare SELECT of its page.

Run with `python -m tests.postgresql python -m benchmarks.queue`, which starts a throwaway
PostgreSQL; without it, on SQLite. As many declarations wait as cases are open, and a quarter as
many cases are closed. Time is what the server takes for the whole answer: session, rights,
counters, rows, page.
"""

import argparse
import os
import random
from functools import partial
from urllib.parse import quote

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigie.config.settings.test")
django.setup()

from allauth.mfa.models import Authenticator  # noqa: E402 - needs the settings above
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.desk_data import (  # noqa: E402
    KINDS,
    PROVIDERS,
    REALM,
    REGIONS,
    cases,
    declarations,
    messages,
)
from benchmarks.throwaway import throwaway_database  # noqa: E402
from benchmarks.timing import best_of  # noqa: E402
from vigie.accounts.enums import Role  # noqa: E402
from vigie.accounts.models import User  # noqa: E402
from vigie.declarations.models import Declaration  # noqa: E402
from vigie.incidents.models import SavedFilter  # noqa: E402
from vigie.incidents.services import refresh_standings  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 15
BUDGET = 0.050
LISTS = {
    "queue, first page": "queue/",
    "queue, late": "queue/?show=late",
    "queue, help wanted": "queue/?show=help",
    "queue, a large region": f"queue/?region={REGIONS[0]}",
    "queue, a small region": f"queue/?region={REGIONS[-1]}",
    "queue, a kind": f"queue/?kind={KINDS[0]}",
    "queue, a provider": f"queue/?provider={quote(PROVIDERS[0])}",
    "queue, new messages": "queue/?show=messages",
    "queue, late, of a region and a kind": f"queue/?show=late&region={REGIONS[-1]}&kind={KINDS[3]}",
    "queue, what came since": "queue/news/?after={newest}",
    "cases, first page": "cases/",
    "cases, mine": "cases/?show=mine",
    "cases, led by nobody": "cases/?show=unled",
    "cases, late": "cases/?show=late",
    "cases, help wanted": "cases/?show=help",
    "cases, a large region": f"cases/?region={REGIONS[0]}",
    "cases, a small region": f"cases/?region={REGIONS[-1]}",
    "cases, a kind": f"cases/?kind={KINDS[0]}",
    "cases, a provider": f"cases/?provider={quote(PROVIDERS[0])}",
    "cases, new messages": "cases/?show=messages",
    "cases, closed": "cases/?show=closed",
    "cases, closed, a region": f"cases/?show=closed&region={REGIONS[-1]}",
    "all declarations": "declarations/",
}
BARE = """
SELECT id FROM declarations_declaration WHERE realm = %s AND taken_at IS NULL
ORDER BY gravity, lateness, received_at, id LIMIT 26
"""


def analyst(people: list[User]) -> Client:
    """Return the browser of somebody who signed in with a second factor, and keeps filters."""
    client = Client()
    Authenticator.objects.create(user=people[0], type=Authenticator.Type.TOTP, data={})
    client.force_login(people[0])
    for listing, show in (("queue", "late"), ("queue", "help"), ("cases", "mine")):
        for region in REGIONS[::60]:
            SavedFilter.objects.create(
                owner=people[0], listing=listing, name=f"{show} {region}", show=show, region=region
            )
    return client


def measure(client: Client) -> dict[str, tuple[float, int]]:
    """Return, for each list, the shortest time of an answer in seconds and its queries."""
    newest = Declaration.objects.order_by("-id").values_list("pk", flat=True)[100]
    found = {}
    for name, address in LISTS.items():
        where = f"/en/desk/{address.format(newest=newest)}"
        connection.queries_log.clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(where).status_code == 200, where
        # At once: the next request forgets them.
        asked = len(queries)
        best = best_of(ROUNDS, partial(client.get, where))
        found[name] = (best, asked)
    return found


def bare() -> float:
    """Return the time of the bare indexed SELECT of the queue's first page, in seconds."""

    def select() -> None:
        with connection.cursor() as cursor:
            cursor.execute(BARE, [REALM])
            cursor.fetchall()

    return best_of(ROUNDS, select)


def compare(sizes: list[int]) -> None:
    """Fill the database size after size; print what each list takes, and how it grows."""
    rng = random.Random(1)  # noqa: S311 - synthetic data, no secret
    now = timezone.now()
    people = [
        User.objects.create_user(f"{rank}@desk.example", name=f"A{rank}", role=Role.ANALYST)
        for rank in range(20)
    ]
    client = analyst(people)
    taken: dict[int, dict[str, tuple[float, int]]] = {}
    floors: dict[int, float] = {}
    there = 0
    for size in sizes:
        declarations(size - there, now, rng)
        cases(size - there, now, rng, people)
        cases((size - there) // 4, now, rng, people, closed=True)
        messages(size - there, now, rng)
        refresh_standings()
        there = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        floors[size], taken[size] = bare(), measure(client)
    first, last = sizes[0], sizes[-1]
    print(
        f"on {connection.vendor}; milliseconds (queries) at {', '.join(f'{n:,}' for n in sizes)}:"
    )
    bare_times = "  ".join(f"{floors[size] * 1000:6.2f}    " for size in sizes)
    print(f"  {'the bare indexed SELECT':40} {bare_times} x {floors[last] / floors[first]:.2f}")
    for name in LISTS:
        times = "  ".join(f"{t * 1000:6.1f} ({q:2})" for t, q in (taken[s][name] for s in sizes))
        growth = taken[last][name][0] / taken[first][name][0]
        over = "  OVER 50 ms" if taken[last][name][0] > BUDGET else ""
        print(f"  {name:40} {times}  x {growth:.2f}{over}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, nargs="+", default=list(SIZES))
    sizes = parser.parse_args().incidents
    # As in production: a connection outlives its request.
    connection.settings_dict["CONN_MAX_AGE"] = None
    with throwaway_database():
        compare(sorted(sizes))


if __name__ == "__main__":
    main()
