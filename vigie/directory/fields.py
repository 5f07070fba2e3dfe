"""The column that a structure is found by, and the look-up that reads its index."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

from vigie.directory.words import searchable_text

# A word typed so far may begin tens of thousands of names: that many are worth ranking.
MOST_FOUND = 1_000

# MATERIALIZED: for a few rows of a common word, the planner would rather read the whole table.
FOUND_BY_GIN = """
{key} = ANY (ARRAY(
    WITH found AS MATERIALIZED (
        SELECT id FROM directory_structure
        WHERE array_to_tsvector(string_to_array(search_text, ' ')) @@ %s::tsquery
    )
    SELECT id FROM found LIMIT %s
))
"""
FOUND_BY_FTS5 = """
{key} IN (
    SELECT structure_id FROM directory_structure_searchrow WHERE rowid IN (
        SELECT rowid FROM directory_structure_search
        WHERE directory_structure_search MATCH %s LIMIT %s
    )
)
"""


class SearchTextField(models.TextField[str, str]):
    """The normalised words of a structure, written from its other columns at every save."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        """Compute the words from the names, the town and the numbers."""
        del add
        text = searchable_text(
            (model_instance.name, model_instance.other_names, model_instance.town),
            (
                model_instance.finess,
                model_instance.legal_entity_finess,
                model_instance.siret,
                model_instance.postal_code,
            ),
        )
        setattr(model_instance, self.attname, text)
        return text


@SearchTextField.register_lookup
class HasWords(Lookup[Sequence[str]]):
    """`search_text__has_words=[...]`: every word given begins a word of the text.

    Reads the full-text index that migration 0002 makes on each database, and finds MOST_FOUND
    rows at most. The words must come from `vigie.directory.words`: they are lower-case ASCII
    letters and digits, so that nothing in them is an operator of either query language.
    """

    lookup_name = "has_words"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        """Compile for PostgreSQL, on the expression its GIN index is made on."""
        del connection
        query = " & ".join(f"'{word}':*" for word in self.rhs)
        return FOUND_BY_GIN.format(key=self._key(compiler)), (query, MOST_FOUND)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        """Compile for SQLite, through its FTS5 table."""
        del connection
        query = " ".join(f'"{word}"*' for word in self.rhs)
        return FOUND_BY_FTS5.format(key=self._key(compiler)), (query, MOST_FOUND)

    def _key(self, compiler: SQLCompiler) -> str:
        """Return the primary key of the table that the column is read from."""
        text: Col = self.lhs
        primary_key = text.target.model._meta.pk
        return compiler.compile(Col(text.alias, primary_key))[0]
