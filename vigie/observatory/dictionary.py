"""The data dictionary: what each column of the facts means, as Markdown, in any language."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from vigie.observatory.facts import RELATIONS, Relation
from vigie.observatory.facts.columns import Column, Kind, Text, columns_of, types_of

KINDS: dict[Kind, Text] = {
    Kind.PSEUDONYM: pgettext_lazy("type of a column", "pseudonym"),
    Kind.CODE: pgettext_lazy("type of a column", "code"),
    Kind.REALM: pgettext_lazy("type of a column", "realm"),
    Kind.NUMBER: pgettext_lazy("type of a column", "whole number"),
    Kind.SECONDS: pgettext_lazy("type of a column", "seconds"),
    Kind.MINUTES: pgettext_lazy("type of a column", "minutes"),
    Kind.DAYS: pgettext_lazy("type of a column", "days"),
    Kind.FLAG: pgettext_lazy("type of a column", "yes or no"),
}
SCHEMES = "../vigie/taxonomy/data/schemes"


def as_markdown() -> str:
    """Return the dictionary in the active language, as `docs/` holds it."""
    parts = [
        "# " + _("Data dictionary of the private facts"),
        _(
            "A snapshot of one realm is a folder of Parquet files, one folder for each relation "
            "below and in it one for each year. It holds pseudonyms, codes, numbers, and yes or "
            "no: never a name, a contact or free text. It stays in the desk’s data folder: only "
            "figures that have passed disclosure control are published."
        ),
        _(
            "A code that its list does not hold reads `unknown`. “May be missing” says whether "
            "a value may be absent (NULL); the meaning then says what that tells."
        ),
        _("This page is written by `vigie data_dictionary`: change the code, not the page."),
        *(_relation(name, relation) for name, relation in RELATIONS.items()),
    ]
    return "\n\n".join(parts) + "\n"


def _relation(name: str, relation: Relation) -> str:
    heads = (_("column"), _("type"), _("may be missing"), _("meaning"), _("codes"))
    table = [_line(heads), _line(["---"] * len(heads)), *_lines(relation)]
    return "\n\n".join([f"## {name}", str(relation.means), "\n".join(table)])


def _lines(relation: Relation) -> Iterator[str]:
    types = types_of(relation.row)
    for name, column in columns_of(relation.row).items():
        missing = _("yes") if types[name][1] else _("no")
        yield _line(
            (f"`{name}`", str(KINDS[column.kind]), missing, str(column.means), _codes(column))
        )


def _codes(column: Column) -> str:
    if column.scheme:
        return f"[{column.scheme}]({SCHEMES}/{column.scheme}.toml)"
    return ", ".join(f"`{code}`" for code in column.codes)


def _line(cells: tuple[str, ...] | list[str]) -> str:
    return f"| {' | '.join(cells)} |"
