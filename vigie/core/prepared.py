"""Queries that ask the same at each request, put together once."""

import threading
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.db.models import Model, QuerySet

Row = TypeVar("Row", bound=Model)


def once_a_thread(build: "Callable[[], QuerySet[Row]]") -> "Callable[[], QuerySet[Row]]":
    """Have a query that depends on nothing put together once: where it asks much, it is dear.

    Each call answers with a copy, which alone is read: no row is ever kept. Once for each thread,
    as Django counts in the parts of a query while it writes its SQL.
    """
    kept = threading.local()

    @wraps(build)
    def prepared() -> "QuerySet[Row]":
        if not hasattr(kept, "query"):
            kept.query = build()
        copy: QuerySet[Row] = kept.query.all()
        return copy

    return prepared
