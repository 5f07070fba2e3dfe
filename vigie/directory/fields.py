"""The column that a structure is found by, and the look-up that reads its index."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.expressions import Col
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler

from vigie.directory.words import searchable_text

FOUND_BY_FTS5 = """
{key} IN (
    SELECT structure_id FROM directory_structure_searchrow WHERE rowid IN (
        SELECT rowid FROM directory_structure_search WHERE directory_structure_search MATCH %s
    )
)
"""


class SearchTextField(models.TextField[str, str]):
    """The normalised words of a structure, written from its other columns at every save."""

    def pre_save(self, model_instance: Any, add: bool) -> str:
        """Compute the words from the name, the town and the numbers."""
        del add
        text = searchable_text(
            model_instance.name,
            model_instance.town,
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

    Reads the full-text index that migration 0002 makes on each database. The words must come
    from `vigie.directory.words`: they are lower-case ASCII letters and digits, so nothing in
    them can be an operator of either query language.
    """

    lookup_name = "has_words"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        """Compile for PostgreSQL, on the expression its GIN index is made on."""
        text, params = self.process_lhs(compiler, connection)
        query = " & ".join(f"'{word}':*" for word in self.rhs)
        return (
            f"array_to_tsvector(string_to_array({text}, ' ')) @@ %s::tsquery",
            (*params, query),
        )

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[str | int, ...]]:
        """Compile for SQLite, through its FTS5 table."""
        del connection
        text: Col = self.lhs
        primary_key = text.target.model._meta.pk  # noqa: SLF001 - Django's documented model API
        key, params = compiler.compile(Col(text.alias, primary_key))
        query = " ".join(f'"{word}"*' for word in self.rhs)
        return FOUND_BY_FTS5.format(key=key), (*params, query)
