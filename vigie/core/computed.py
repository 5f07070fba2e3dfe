"""Columns that the database computes from the other columns of their row."""

from typing import Any

from django.db import models


class ComputedField(models.GeneratedField):
    """A stored generated column, never read back at INSERT.

    A front process may insert rows that it may not read, so that no RETURNING may ask for the
    value: it is fetched when somebody reads it from the row just written.
    """

    db_returning = False  # type: ignore[assignment]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"db_persist": True, **kwargs})
