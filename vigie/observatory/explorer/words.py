"""How tables and choices are called, in the active language."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vigie.observatory.catalogue import Dimension, Table
from vigie.observatory.explorer.choices import Choice
from vigie.observatory.wording import of_unit


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
    return of_unit(way(table.dimensions), table.unit)


def choice_title(choice: Choice) -> str:
    """Return what is read: “By region (declarations) – Origin: Malicious”."""
    whole = of_unit(way(choice.free), choice.table.unit)
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
