"""Counters that cost little however many rows there are."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

Name = TypeVar("Name", bound=Hashable)
# A counter tells how much work there is: beyond this, "more than" tells enough.
COUNTED_AT_MOST = 300


@dataclass(frozen=True)
class Counting:
    """What finds the keys of a list: the ORM's own SQL, its values apart. Empty: it has none."""

    sql: str = ""
    values: tuple[Any, ...] = ()


def counting(rows: QuerySet[Any, Any]) -> Counting:
    """Return how the rows of a list are counted, which may be kept: it holds no row."""
    try:
        sql, values = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return Counting()
    return Counting(sql, tuple(values))


def bounded_counts(lists: Mapping[Name, QuerySet[Any, Any] | Counting]) -> dict[Name, int]:
    """Return how many rows each list has, in one query; COUNTED_AT_MOST + 1 says "more"."""
    counts = dict.fromkeys(lists, 0)
    parts: list[tuple[Name, str]] = []
    parameters: list[Any] = []
    for name, rows in lists.items():
        how = rows if isinstance(rows, Counting) else counting(rows)
        if how.sql:
            parts.append((name, f"(SELECT COUNT(*) FROM ({how.sql} LIMIT %s) AS kept)"))  # noqa: S608
            parameters += [*how.values, COUNTED_AT_MOST + 1]
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(part for _, part in parts)}", parameters)
            counts |= dict(zip((name for name, _ in parts), cursor.fetchone(), strict=True))
    return counts
