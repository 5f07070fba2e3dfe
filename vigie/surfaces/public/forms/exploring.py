"""What somebody chooses in the explorer: every choice is one that was published."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vigie.core.forms.base import VigieForm
from vigie.observatory.catalogue import Dimension, Table
from vigie.observatory.explorer import Choice, holds, words
from vigie.observatory.explorer.choices import SHARES, Kept
from vigie.observatory.publications import Publication
from vigie.observatory.wording import unit_title

NUMBERS = "numbers"
NOT_OFFERED = _("This is not published, or no longer. Choose among what is listed.")
# With JavaScript, another table leaves what was kept of the one before. Without it, one is asked.
LEAVING = {"hx-trigger": "change consume", "hx-include": "closest form", "hx-params": "not only"}


class ExplorerForm(VigieForm):
    """A table, of which years, and how it is read."""

    table = forms.ChoiceField(
        label=_("What is counted, and by what"),
        error_messages={"invalid_choice": NOT_OFFERED, "required": NOT_OFFERED},
    )
    years = forms.TypedMultipleChoiceField(
        label=_("Years"),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Several years are set side by side."),
        error_messages={
            "invalid_choice": _("Nothing is published of this year. Choose among those listed."),
            "required": _("Choose one year at least."),
        },
    )
    only = forms.ChoiceField(
        label=_("Keep only"),
        required=False,
        help_text=_("To read one of the two ways for a single value of the other."),
        error_messages={
            "invalid_choice": _("The table chosen is not by this. Choose anew what to keep.")
        },
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        widget=forms.RadioSelect,
        choices=[(NUMBERS, _("Numbers")), (SHARES, _("Shares of the total"))],
        error_messages={"invalid_choice": NOT_OFFERED},
    )

    def __init__(
        self, query: QueryDict, published: Sequence[Publication], tables: Sequence[Table]
    ) -> None:
        """Take what an address says; where it says nothing, the first of `tables`."""
        self.tables = tables
        asked = any(name in query for name in self.base_fields)
        told = query.copy() if asked else self._first(published)
        told.setdefault("show", NUMBERS)
        super().__init__(told)
        self.fields["table"].widget.attrs |= {"hx-get": reverse("public:explorer"), **LEAVING}
        self._offer("table", self._table_choices())
        self._offer("years", [(str(each.year), str(each.year)) for each in reversed(published)])
        self._offer("only", self._only_choices())

    @property
    def choice(self) -> Choice:
        """What was chosen, once the form is valid."""
        chosen = self.cleaned_data
        dimension, _colon, code = chosen["only"].partition(":")
        return Choice(
            self._tables[chosen["table"]],
            tuple(sorted(set(chosen["years"]))),
            Kept(dimension, code) if dimension else None,
            shares=chosen["show"] == SHARES,
        )

    @property
    def _tables(self) -> dict[str, Table]:
        return {each.key: each for each in self.tables}

    def _first(self, published: Sequence[Publication]) -> QueryDict:
        year = next(each.year for each in reversed(published) if holds(each, self.tables[0]))
        first = Choice(self.tables[0], (year,))
        return QueryDict(first.query, mutable=True)

    def _offer(self, name: str, choices: Sequence[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - for the type checker
        field.choices = choices

    def _table_choices(self) -> list[Any]:
        by_unit = groupby(sorted(self.tables, key=_unit), key=_unit)
        return [
            (unit_title(unit), [(each.key, words.way(each.dimensions)) for each in tables])
            for unit, tables in by_unit
        ]

    def _only_choices(self) -> list[Any]:
        """Return the codes of a table of two dimensions, by dimension; none for any other."""
        everything: list[Any] = [("", pgettext_lazy("of a table", "Everything"))]
        table = self._tables.get(str(self.data.get("table", "")))
        if table is None or len(table.dimensions) < 2:  # noqa: PLR2004 - two are crossed
            return everything
        return [*everything, *((str(each.title), _codes(each)) for each in table.dimensions)]


def _codes(dimension: Dimension) -> list[tuple[str, str]]:
    return [(str(Kept(dimension.name, code)), dimension.label(code)) for code in dimension.parents]


def _unit(table: Table) -> str:
    return table.unit.value
