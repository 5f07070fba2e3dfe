"""How tables and choices are called, in the active language."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vigie.observatory.catalogue import Dimension, Table, unit_name
from vigie.observatory.explorer.choices import Choice
from vigie.observatory.wording import MANY


def unit_title(unit: str) -> str:
    """Return what is counted, as a heading: “Declarations”."""
    return capfirst(unit_name(unit, MANY))


def way(dimensions: tuple[Dimension, ...]) -> str:
    """Return what is counted by: “By region”, “Region × Origin”, “In total”."""
    match dimensions:
        case ():
            return _("In total")
        case (dimension,):
            return str(dimension.by)
        case _:
            return " × ".join(str(each.title) for each in dimensions)


def title(table: Table) -> str:
    """Return the name of a table: “By region (declarations)”."""
    return _named(way(table.dimensions), table)


def choice_title(choice: Choice) -> str:
    """Return what is read: “By region (declarations) – Origin: Malicious”."""
    whole = _named(way(choice.free), choice.table)
    if choice.only is None:
        return whole
    names = {"table": whole, "kept": kept(choice)}
    return pgettext("a table, and the only code kept in it", "{table} – {kept}").format(**names)


def kept(choice: Choice) -> str:
    """Return the code that alone is kept: “Origin: Malicious”; empty where all are."""
    for each in choice.table.dimensions:
        if choice.only and each.name == choice.only.dimension:
            names = {"dimension": each.title, "code": each.label(choice.only.code)}
            return pgettext("a dimension and its code", "{dimension}: {code}").format(**names)
    return ""


def _named(by: str, table: Table) -> str:
    names = {"by": by, "unit": unit_name(table.unit, MANY)}
    return pgettext("what is grouped by, and what is counted", "{by} ({unit})").format(**names)
