"""Facts as no instance has them: any code beside any other, whatever may be missing missing."""

from collections.abc import Collection
from pathlib import Path
from random import Random
from typing import Any

from django.utils import timezone

from vigie.observatory import parquet
from vigie.observatory.facts import RELATIONS, Relation
from vigie.observatory.facts.columns import Column, Kind, columns_of, types_of
from vigie.observatory.snapshots import Snapshot

YEARS = (2018, 2021)
# Few, for structures to declare often, and cases to gather many declarations.
PSEUDONYMS = tuple("abcdefgh")
# What dimensions cut at, from both sides; and halves of an hour, which are rounded.
NUMBERS = (0, 1, 2, 3, 4, 5, 9, 10, 29, 30, 90, 150, 86_399, 86_400, 604_800, 2_592_000, 9_999_999)


def random_snapshot(
    path: Path, seed: int, years: Collection[int] = YEARS, without: Collection[str] = ()
) -> Snapshot:
    """A snapshot of 200 rows of each relation in these years, none of those of `without`."""
    path.mkdir(parents=True)
    random = Random(seed)  # noqa: S311 - no secret
    rows = {}
    with parquet.engine(path.parent) as connection:
        for name, relation in RELATIONS.items():
            number = 0 if name in without else 200
            drawn = [_row(relation, random, tuple(years)) for _ in range(number)]
            rows[name] = parquet.write(connection, path / name, relation, drawn)
    return Snapshot("demo", path, "", rows, timezone.now())


def _row(relation: Relation, random: Random, years: tuple[int, ...]) -> tuple[Any, ...]:
    may_miss = {name: missing for name, (_type, missing) in types_of(relation.row).items()}
    return tuple(
        None if may_miss[name] and random.random() < 0.3 else _value(name, column, random, years)
        for name, column in columns_of(relation.row).items()
    )


def _value(name: str, column: Column, random: Random, years: tuple[int, ...]) -> Any:
    if name == "year":
        return random.choice(years)
    if name == "month":
        return random.randint(1, 12)
    drawn_from: dict[Kind, tuple[Any, ...]] = {
        Kind.PSEUDONYM: PSEUDONYMS,
        Kind.CODE: column.codes,
        Kind.REALM: ("demo",),
        Kind.FLAG: (True, False),
    }
    return random.choice(drawn_from.get(column.kind, NUMBERS))
