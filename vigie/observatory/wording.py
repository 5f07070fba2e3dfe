"""Figures in words and localised numbers, in the active language."""

from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from vigie.observatory import comparing
from vigie.observatory.catalogue import (
    BREAKDOWNS,
    BY_CODE,
    NATIONAL,
    TABLES,
    Table,
    Unit,
    unit_name,
)
from vigie.observatory.comparing import Verdict
from vigie.observatory.disclosure import CellId
from vigie.observatory.measures import Count, Figure, Measure, Rate, Share

# Stands for a number that is not published.
MANY = 2
DEFINITIONS = {each.key: each for each in (*NATIONAL, *BY_CODE)}
TABLES_BY_KEY = {table.key: table for table in BREAKDOWNS}
BY_DIMENSION = {
    **{key: table.dimensions[0] for key, table in TABLES_BY_KEY.items()},
    **{each.key: each.by for each in BY_CODE if each.by},
}
VERDICTS = {
    Verdict.ROSE: gettext_lazy("{before} in {year}: a clear rise"),
    Verdict.FELL: gettext_lazy("{before} in {year}: a clear fall"),
    Verdict.NOT_CLEAR: gettext_lazy("{before} in {year}: no clear change"),
    Verdict.TOO_FEW: gettext_lazy("{before} in {year}: too few to tell a change from chance"),
}
DIMENSIONS = {each.name: each for table in TABLES for each in table.dimensions}


def title(key: str) -> str:
    """Return the name of a figure; its key where an old publication has one since dropped."""
    if key in TABLES_BY_KEY:
        return table_title(TABLES_BY_KEY[key])
    return str(DEFINITIONS[key].title) if key in DEFINITIONS else key


def table_title(table: Table) -> str:
    """Return how a table of one dimension is headed: “By region (structures)”."""
    by = str(table.dimensions[0].by)
    return by if table.unit == Unit.DECLARATIONS else of_unit(by, table.unit)


def of_unit(by: str, unit: str) -> str:
    """Return what is grouped by, and what is counted: “By region (structures)”."""
    names = {"by": by, "unit": unit_name(unit, MANY)}
    return pgettext("what is grouped by, and what is counted", "{by} ({unit})").format(**names)


def method(key: str) -> str:
    """Return how a figure is counted."""
    if key in DEFINITIONS:
        return str(DEFINITIONS[key].method)
    return str(BY_DIMENSION[key].method) if key in BY_DIMENSION else ""


def number(value: float, decimals: int = 0) -> str:
    """Return a number as the active language writes it, rounded to so many decimals."""
    # Django cuts what is beyond the last decimal: 74.07 would read 74.0.
    rounded = round(value, decimals)
    return number_format(rounded, decimal_pos=decimals, use_l10n=True, force_grouping=True)


def value(measure: Measure) -> str:
    """Return the value to read: a count, or a percentage; show `fraction` beside it."""
    match measure:
        case Count(numerator):
            return number(numerator)
        case Share(value=float(ratio)):
            return percent(ratio)
        case Rate(value=float(rate), per=per):
            numbers = {"number": number(rate, decimals=1), "per": number(per)}
            return pgettext("a rate", "{number} per {per}").format(**numbers)
        case Share() | Rate():
            return pgettext("a share of nothing", "none")
        case _:
            return pgettext("a cell", "not published")


def fraction(measure: Measure) -> str:
    """Return the numerator and denominator of a share or rate; empty for anything else."""
    match measure:
        case Share(numerator, denominator) | Rate(numerator, denominator):
            return f"{number(numerator)} / {number(denominator)}"
        case _:
            return ""


def change(figure: Figure, before: Figure) -> str:
    """Return how a figure moved since that of an earlier year; empty where none can be told."""
    found = comparing.change(figure.measure, before.measure)
    if found is None:
        return ""
    said = {
        "before": " ".join(filter(None, (value(found.before), _in_brackets(found.before)))),
        "year": before.period,
    }
    text = str(VERDICTS[found.verdict]).format(**said)
    return text if found.ratio is None else f"{text} ({signed_percent(found.ratio)})"


def percent(ratio: float) -> str:
    """Return a ratio in percent, as the active language writes it."""
    return _("{number}%").format(number=number(100 * ratio, decimals=1))


def signed_percent(ratio: float) -> str:
    """Return a relative change: “+12.0%”, “−8.5%”."""
    return ("+" if ratio >= 0 else "\N{MINUS SIGN}") + percent(abs(ratio))


def _in_brackets(measure: Measure) -> str:
    said = fraction(measure)
    return f"({said})" if said else ""


def unit_title(unit: str) -> str:
    """Return what is counted, as a heading: “Declarations”."""
    return capfirst(unit_name(unit, MANY))


def head(figure: Figure) -> str:
    """Return what heads a column of such figures: what is counted, or that they are shares."""
    definition = DEFINITIONS.get(figure.key)
    if definition is None or definition.out_of is None:
        return unit_title(figure.unit)
    return (
        pgettext("heads a column of numbers", "Rate")
        if definition.is_rate
        else pgettext("heads a column of numbers", "Share")
    )


def unit(figure: Figure) -> str:
    """Return what is counted, in number with what stands before it."""
    match figure.measure:
        case Count(before) | Share(denominator=before) | Rate(numerator=before):
            return unit_name(figure.unit, before)
        case _:
            return unit_name(figure.unit, MANY)


def cell_title(cell: CellId) -> str:
    """Return what a cell counts and where: “declarations: Brittany, malicious”."""
    codes = [DIMENSIONS[name].label(code) for name, code in cell.where if name in DIMENSIONS]
    names = {"unit": unit_name(cell.counted, MANY), "cell": ", ".join(codes)}
    return (
        pgettext("a unit and its cell", "{unit}: {cell}").format(**names)
        if codes
        else names["unit"]
    )


def cell(figure: Figure) -> str:
    """Return the name of a breakdown's cell: “malicious” for “origin=malicious”."""
    _name, _equals, code = (figure.breakdown or "").partition("=")
    return BY_DIMENSION[figure.key].label(code) if figure.key in BY_DIMENSION else code
