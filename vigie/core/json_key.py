"""One key of a JSON column, as an expression that an index can be made on."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, TextField
from django.db.models.sql.compiler import SQLCompiler


class JsonKey(Func):
    """The text under a key of a JSON object; NULL where there is none, or no JSON at all.

    Django's own transform passes the key as a parameter, so that SQLite never sees in a query
    the expression of its index.

    Args:
        column: the name of a JSON column.
        key: a plain name.
    """

    arity = 1
    output_field = TextField()
    template = "(%(expressions)s ->> '%(key)s')"

    def __init__(self, column: Any, *, key: str, **extra: Any) -> None:
        if not key.isidentifier():
            raise ValueError(key)
        super().__init__(column, key=key, **extra)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        """Compile for SQLite, where a hand may have written what is no JSON."""
        template = "(CASE WHEN json_valid(%(expressions)s) THEN %(expressions)s ->> '%(key)s' END)"
        return self.as_sql(compiler, connection, template=template, **context)
