"""Counters that cost little however many rows there are."""

from collections.abc import Hashable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet

Name = TypeVar("Name", bound=Hashable)
# A counter tells how much work there is: beyond this, "more than" tells enough.
COUNTED_AT_MOST = 300


def bounded_counts(lists: Mapping[Name, QuerySet[Any, Any]]) -> dict[Name, int]:
    """Return how many rows each list has, in one query; COUNTED_AT_MOST + 1 says "more"."""
    counts = dict.fromkeys(lists, 0)
    parts: list[tuple[Name, str]] = []
    parameters: list[Any] = []
    for name, rows in lists.items():
        try:
            sql, values = _some_keys(rows).query.sql_with_params()
        except EmptyResultSet:
            continue
        # The ORM's own SQL, its values apart.
        parts.append((name, f"(SELECT COUNT(*) FROM ({sql}) AS kept)"))  # noqa: S608
        parameters += values
    if parts:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(part for _, part in parts)}", parameters)
            counts |= dict(zip((name for name, _ in parts), cursor.fetchone(), strict=True))
    return counts


def _some_keys(rows: QuerySet[Any, Model]) -> QuerySet[Any, Any]:
    return rows.order_by().values("pk")[: COUNTED_AT_MOST + 1]
