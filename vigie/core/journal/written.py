"""Reading what a hand may have put into a table: SQLite keeps anything in any column."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, TextField
from django.db.models.sql.compiler import SQLCompiler


class AsWritten(Func):
    """A key or a digest as plain text, without hyphens: both databases write it alike.

    What is no plain text is given by its bytes, so that it can be read and named.
    """

    template = "REPLACE(CAST(%(expressions)s AS text), '-', '')"
    arity = 1
    output_field = TextField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        """Tell plain text from anything else."""
        return self.as_sql(
            compiler,
            connection,
            template=(
                "CASE WHEN typeof(%(expressions)s) = 'text'"
                " AND %(expressions)s NOT GLOB '*[^ -~]*'"
                " THEN REPLACE(%(expressions)s, '-', '')"
                " ELSE 'bytes ' || hex(%(expressions)s) END"
            ),
            **context,
        )
