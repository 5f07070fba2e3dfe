"""Figures as one reads them, in the active language, whether live or published."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from vigie.observatory import wording
from vigie.observatory.catalogue import CHAPTERS, SCOPE_NAMES, Text
from vigie.observatory.measures import Figure


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as one reads it, in the active language."""

    key: str
    title: str
    value: str
    # Numerator and denominator of a share; empty for a count.
    fraction: str
    unit: str
    scope: str
    # Declarations of the year not yet qualified; empty once all are.
    pending: str
    method: str
    # How it moved since the year before; empty where that cannot be told.
    change: str = ""


@dataclass(frozen=True, slots=True)
class ReadingGroup:
    """Figures read together, under one heading."""

    title: Text
    readings: list[Reading]


@dataclass(frozen=True, slots=True)
class Table:
    """One breakdown of a year."""

    title: str
    method: str
    # What the numbers are: what is counted, or that they are shares.
    head: str
    cells: list[tuple[str, "Cell"]]
    # The names of the cells of zero, which would only lengthen the table.
    empty: list[str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and, for a share, its fraction."""

    value: str
    fraction: str


def groups(figures: Iterable[Figure], before: Iterable[Figure] = ()) -> list[ReadingGroup]:
    """Return the national figures among these of one year, grouped.

    Beside those of the year `before`, where it may be compared.
    """
    national = {figure.key: figure for figure in figures if figure.breakdown is None}
    earlier = {figure.key: figure for figure in before if figure.breakdown is None}
    return [
        ReadingGroup(chapter.title, [_reading(national[key], earlier.get(key)) for key in keys])
        for chapter in CHAPTERS
        if (keys := [each.key for each in chapter.definitions if each.key in national])
    ]


def tables(figures: Iterable[Figure]) -> list[Table]:
    """Return the breakdowns among these figures of one year."""
    cells = (figure for figure in figures if figure.breakdown)
    return [_table(key, list(group)) for key, group in groupby(cells, key=attrgetter("key"))]


def cell(figure: Figure | None) -> Cell:
    """Return a figure as it stands in a table; empty where there is none."""
    if figure is None:
        return Cell("", "")
    return Cell(wording.value(figure.measure), wording.fraction(figure.measure))


def _table(key: str, figures: Sequence[Figure]) -> Table:
    return Table(
        title=wording.title(key),
        method=wording.method(key),
        head=wording.head(figures[0]),
        cells=[
            (wording.cell(figure), cell(figure)) for figure in figures if figure.measure.value != 0
        ],
        empty=[wording.cell(figure) for figure in figures if figure.measure.value == 0],
    )


def _reading(figure: Figure, before: Figure | None) -> Reading:
    return Reading(
        key=figure.key,
        title=wording.title(figure.key),
        value=wording.value(figure.measure),
        fraction=wording.fraction(figure.measure),
        unit=wording.unit(figure),
        scope=str(SCOPE_NAMES[figure.scope]),
        pending=wording.number(figure.pending) if figure.pending else "",
        method=wording.method(figure.key),
        change=wording.change(figure, before) if before else "",
    )
