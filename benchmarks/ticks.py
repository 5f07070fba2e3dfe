"""The clock's work at 1,000, 10,000 and 100,000 open cases, 100 of which have changed.

Each beside its floor: the bare UPDATE or SELECT of those 100 rows by their keys. What is done at
once costs as much whatever waits; what is gone through by night, a net that should catch nothing,
grows with it. Run with `python -m tests.postgresql python -m benchmarks.ticks`; without it, on
SQLite. As many declarations wait as cases are open; each has three messages in its thread.
"""

import argparse
import os
import random
import uuid
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vigie.config.settings.test")
django.setup()

from django.conf import settings  # noqa: E402 - needs the settings above
from django.db import connection  # noqa: E402
from django.db.models import F, Model  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.desk_data import REALM, cases, declarations  # noqa: E402
from benchmarks.throwaway import throwaway_database  # noqa: E402
from benchmarks.ticks_changes import (  # noqa: E402
    CHANGED,
    Keys,
    arrived,
    became_due,
    declared_otherwise,
    hung_on_merged,
    journaled,
    late_support,
    read,
    some,
    written,
)
from benchmarks.ticks_data import history  # noqa: E402
from benchmarks.timing import best_of  # noqa: E402
from vigie.accounts.enums import Role  # noqa: E402
from vigie.accounts.models import User  # noqa: E402
from vigie.core import journal  # noqa: E402
from vigie.core import tasks as core_tasks  # noqa: E402
from vigie.core.models import JournalEntry, OutboxMessage  # noqa: E402
from vigie.declarations import tasks as declaration_tasks  # noqa: E402
from vigie.declarations.enums import Author  # noqa: E402
from vigie.declarations.models import Clock, Declaration, Message  # noqa: E402
from vigie.declarations.services import mark_late, plan_reminders  # noqa: E402
from vigie.incidents import services, tasks  # noqa: E402
from vigie.incidents.models import Incident, IncidentDeclaration, SupportRequest  # noqa: E402
from vigie.incidents.selectors import Narrowing, Show, cases_with_messages  # noqa: E402
from vigie.incidents.services.following import cases_left_behind  # noqa: E402
from vigie.subscriptions.services import follow  # noqa: E402

SIZES = (1_000, 10_000, 100_000)
ROUNDS = 3
# The time of the work and of its floor, in seconds.
Measure = tuple[float, float]


class Tick(NamedTuple):
    """Work of the clock: what it finds changed, itself, and the table of its floor."""

    name: str
    # Changes so many rows, and returns their keys.
    change: Callable[[random.Random], Keys]
    work: Callable[[Keys], object]
    floor: type[Model]
    # Column that the bare UPDATE writes, without changing it; empty for a bare SELECT.
    column: str = ""


def new_messages(_keys: Keys) -> None:
    """Read what the page of new messages shows first, and how many there are."""
    found = cases_with_messages(REALM, Narrowing(show=Show.MESSAGES))
    found.count()
    list(found[:51])
    read()


def each(work: Callable[[uuid.UUID], object]) -> Callable[[Keys], None]:
    """Return work on one key, as work on all."""

    def on_all(keys: Keys) -> None:
        for key in keys:
            work(key)

    return on_all


def by_clock(*works: Callable[[], object]) -> Callable[[Keys], None]:
    """Return what the clock does, which finds by itself what has changed."""

    def on_all(_keys: Keys) -> None:
        for work in works:
            work()

    return on_all


def tell(key: uuid.UUID) -> None:
    """Look whether the rules tell anybody of a case."""
    tasks.notices.tell_of_case(incident=str(key))


open_cases = partial(some, Incident, closed_at=None)
from_declarants = partial(written, Author.DECLARANT)
from_the_desk = partial(written, Author.DESK)
MAILS = (
    tasks.messages.mail_of_messages_that_waited,
    declaration_tasks.mail_of_messages_that_waited,
)
TICKS = (
    Tick("a declaration says something else", declared_otherwise, each(services.refresh_standing_of), Declaration, "kind"),  # noqa: E501
    Tick("a case is looked at for notices", open_cases, each(tell), Incident),
    Tick("clocks become late, reminders", became_due, by_clock(declaration_tasks.what_is_late), Clock, "due_at"),  # noqa: E501
    Tick("a declaration is found otherwise", declared_otherwise, each(services.reindex_declaration), Declaration, "kind"),  # noqa: E501
    Tick("search: what arrived", arrived, by_clock(tasks.search.keep_the_search_in_step), Declaration),  # noqa: E501
    Tick("what was left behind by a merging", hung_on_merged, by_clock(tasks.grouping.bring_what_was_left_behind), IncidentDeclaration, "incident"),  # noqa: E501
    Tick("e-mails of declarants' messages", from_declarants, by_clock(*MAILS), Message),
    Tick("e-mails of the desk's messages", from_the_desk, by_clock(*MAILS), Message),
    Tick("support that is late", late_support, by_clock(tasks.support.watch_first_answers), SupportRequest, "reminded_at"),  # noqa: E501
    Tick("duty: nothing to climb", open_cases, by_clock(tasks.duty.climb_what_is_due), Incident),
    Tick("files: none to examine", open_cases, by_clock(declaration_tasks.examine_what_waits), Incident),  # noqa: E501
    Tick("journal: link and sign", journaled, by_clock(core_tasks.seal_the_journals_state), JournalEntry),  # noqa: E501
    Tick("webhooks: follow the journal", journaled, by_clock(follow), JournalEntry),
    Tick("desk: the page of new messages", from_declarants, new_messages, Message),
)  # fmt: skip
BY_NIGHT: dict[str, Callable[[], object]] = {
    "every case's place in the lists": services.refresh_standings,
    "the whole search": services.index_what_is_missing,
    "all merged cases": partial(cases_left_behind, None),
    "the whole journal": journal.link_entries,
}


def bare(tick: Tick, keys: Keys) -> None:
    """Do the bare UPDATE or SELECT of these rows."""
    rows = tick.floor._default_manager.filter(pk__in=keys)  # noqa: SLF001 - documented
    if tick.column:
        rows.update(**{tick.column: F(tick.column)})
    else:
        list(rows.values_list("pk", flat=True))


def measure(tick: Tick, rng: random.Random) -> Measure:
    """Return how long the work takes and its floor, in seconds: the shortest of some rounds."""
    took, floors = [], []
    for _ in range(ROUNDS):
        keys = tick.change(rng)
        floors.append(best_of(ROUNDS, partial(bare, tick, keys)))
        took.append(best_of(1, partial(tick.work, keys)))
        OutboxMessage.objects.filter(done_at=None).update(done_at=timezone.now())
        read()
    return min(took), min(floors)


def fill(number: int, rng: random.Random, people: list[User]) -> None:
    """Add so many open cases, as many waiting declarations, and what came of them."""
    now = timezone.now()
    declarations(number, now, rng)
    cases(number, now, rng, people)
    cases(number // 4, now, rng, people, closed=True)
    services.refresh_standings()
    history()
    mark_late()
    while plan_reminders():
        continue


def compare(sizes: list[int]) -> None:
    """Fill the database size after size; print what each work takes, and how it grows."""
    rng = random.Random(1)  # noqa: S311 - synthetic data, no secret
    people = [User.objects.create_user("a@desk.example", name="A", role=Role.ANALYST)]
    taken: dict[int, dict[str, Measure]] = {}
    nights: dict[int, dict[str, float]] = {}
    there = 0
    for size in sizes:
        fill(size - there, rng, people)
        there = size
        taken[size] = {tick.name: measure(tick, rng) for tick in TICKS}
        nights[size] = {name: best_of(1, work) for name, work in BY_NIGHT.items()}
    report(sizes, taken, nights)


def report(
    sizes: list[int], taken: dict[int, dict[str, Measure]], nights: dict[int, dict[str, float]]
) -> None:
    """Print."""
    named = ", ".join(f"{size:,}" for size in sizes)
    print(f"on {connection.vendor}; {CHANGED} changed; milliseconds (times the floor) at {named}:")
    for tick in TICKS:
        pairs = [taken[size][tick.name] for size in sizes]
        times = "  ".join(f"{t * 1000:8.1f} (x{t / floor:6.1f})" for t, floor in pairs)
        print(f"  {tick.name:36} {times}  grows x {pairs[-1][0] / pairs[0][0]:.2f}")
    print("  by night, beside nothing that changed:")
    for name in BY_NIGHT:
        times = "  ".join(f"{nights[size][name] * 1000:8.0f}          " for size in sizes)
        print(f"  {name:36} {times}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, nargs="+", default=list(SIZES))
    sizes = parser.parse_args().incidents
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    settings.VIGIE_DUTY_EMAIL = "duty@desk.example"
    with throwaway_database():
        compare(sorted(sizes))


if __name__ == "__main__":
    main()
