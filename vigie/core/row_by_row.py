"""Asks of each row of a page, where a database would rather read a whole table once for all."""

from typing import Any

from django.db.models import BooleanField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce


def holds_one(rows: QuerySet[Any, Any]) -> Coalesce:
    """Return whether there is such a row, as EXISTS does, looked for anew for each row of a page.

    PostgreSQL answers an EXISTS of a select list by hashing every row that any could ask for:
    dear where a page has some tens of rows and the table a hundred thousand.
    """
    first = rows.order_by().values(there=Value(value=True))[:1]
    return Coalesce(Subquery(first, output_field=BooleanField()), Value(value=False))
