"""Figures in words and localised numbers, in the active language."""

from django.utils.dates import MONTHS
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vigie.observatory.catalogue import (
    BREAKDOWNS,
    NATIONAL,
    Breakdown,
    Definition,
    unit_name,
)
from vigie.observatory.measures import Count, Figure, Measure, Share
from vigie.taxonomy.codes import UNKNOWN
from vigie.taxonomy.terms import scheme

ENTRIES: tuple[Definition | Breakdown, ...] = (*NATIONAL, *BREAKDOWNS)
# Stands for a number that is not published.
MANY = 2
CATALOGUE = {entry.key: entry for entry in ENTRIES}
SCHEMES = {each.column: each.scheme for each in BREAKDOWNS}


def title(key: str) -> str:
    """Return the name of a figure; its key where an old publication has one since dropped."""
    return str(CATALOGUE[key].title) if key in CATALOGUE else key


def method(key: str) -> str:
    """Return how a figure is counted."""
    return str(CATALOGUE[key].method) if key in CATALOGUE else ""


def number(value: float, decimals: int = 0) -> str:
    """Return a number as the active language writes it."""
    return number_format(value, decimal_pos=decimals, use_l10n=True, force_grouping=True)


def value(measure: Measure) -> str:
    """Return the value to read: a count, or a percentage; show `fraction` beside it."""
    match measure:
        case Count(numerator):
            return number(numerator)
        case Share(value=float(ratio)):
            return _("{number}%").format(number=number(100 * ratio, decimals=1))
        case Share():
            return pgettext("a share of nothing", "none")
        case _:
            return pgettext("a cell", "not published")


def fraction(measure: Measure) -> str:
    """Return the numerator and denominator of a share; empty for anything else."""
    match measure:
        case Share(numerator, denominator):
            return f"{number(numerator)} / {number(denominator)}"
        case _:
            return ""


def unit(figure: Figure) -> str:
    """Return what is counted, in number with what stands before it."""
    match figure.measure:
        case Count(before) | Share(denominator=before):
            return unit_name(figure.unit, before)
        case _:
            return unit_name(figure.unit, MANY)


def full_title(figure: Figure) -> str:
    """Return the name of a figure, and of its cell where it is one of a breakdown."""
    if figure.breakdown is None:
        return title(figure.key)
    names = {"title": title(figure.key), "cell": cell(figure)}
    return pgettext("a breakdown and its cell", "{title}: {cell}").format(**names)


def cell(figure: Figure) -> str:
    """Return the name of a breakdown's cell: “malicious” for “origin=malicious”."""
    column, _equals, code = (figure.breakdown or "").partition("=")
    if column == "month" and code.isdigit() and int(code) in MONTHS:
        return str(MONTHS[int(code)])
    if code == UNKNOWN:
        return pgettext("a cell", "unknown")
    terms = scheme(name).terms if (name := SCHEMES.get(column)) else {}
    return terms[code].label if code in terms else code
