"""What declarations and cases are found by: their plain facts, as words."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import Lookup
from django.db.models.sql.compiler import SQLCompiler
from django.utils.translation import gettext_lazy as _

from vigie.core.realm import RealmField
from vigie.declarations.models import Declaration
from vigie.incidents.models.case import Incident


class WordsField(models.TextField[str, str]):
    """Words in lower-case ASCII, each once, as `vigie.directory.words` writes them."""


class SearchEntry(models.Model):
    """One declaration, or one case, in the index of the desk's search.

    Holds nothing that is not plain elsewhere: see `vigie.incidents.services.indexing`, which
    writes it. Nothing points to it, and all of it can be made again.
    """

    id = models.BigAutoField(primary_key=True)
    realm = RealmField(_("realm"))
    # Of reception or of opening: the newest are shown first.
    at = models.DateTimeField()
    declaration = models.OneToOneField(
        Declaration, models.CASCADE, null=True, related_name="search_entry"
    )
    incident = models.OneToOneField(
        Incident, models.CASCADE, null=True, related_name="search_entry"
    )
    # Those who see cases find a declaration that was taken, and a case merged into another,
    # with the case that it is in.
    in_case = models.BooleanField(default=False)
    # The kind it was indexed under: another one asks for it to be indexed again.
    kind = models.CharField(max_length=40)
    text = WordsField()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        indexes: ClassVar = [
            models.Index(fields=["realm", "-at", "-id"], name="search_entry_newest"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(declaration__isnull=True) ^ models.Q(incident__isnull=True),
                name="search_entry_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.declaration_id or self.incident_id}"


@WordsField.register_lookup
class HasWords(Lookup[Sequence[str]]):
    """`text__has_words=[...]`: every word given begins a word of the text.

    The words must come from `vigie.directory.words`: lower-case ASCII letters and digits, so
    that nothing in them is an operator of either query language.
    """

    lookup_name = "has_words"
    prepare_rhs = False

    def as_sql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """Compile for PostgreSQL, on the expression that its GIN index is made on."""
        text, values = self.process_lhs(compiler, connection)
        query = " & ".join(f"'{word}':*" for word in self.rhs)
        vector = f"array_to_tsvector(string_to_array({text}, ' '))"
        return f"{vector} @@ %s::tsquery", (*values, query)

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper
    ) -> tuple[str, tuple[Any, ...]]:
        """Compile for SQLite, through its FTS5 table."""
        del compiler
        alias = connection.ops.quote_name(self.lhs.alias)
        query = " ".join(f'"{word}"*' for word in self.rhs)
        found = "SELECT rowid FROM incidents_searchentry_words"
        return f"{alias}.id IN ({found} WHERE incidents_searchentry_words MATCH %s)", (query,)
