"""What public pages read of the observatory: the last publications, in words.

Nothing here reads the database or the private facts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vigie.observatory import formats, publications, wording
from vigie.observatory.catalogue import GROUPS, SCOPE_NAMES, Text
from vigie.observatory.figures import Figure
from vigie.observatory.publications import Publication


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as one reads it, in the active language."""

    title: str
    value: str
    # Numerator and denominator of a share; empty for a count.
    fraction: str
    unit: str
    scope: str
    # Declarations of the year not yet qualified; empty once all are.
    pending: str
    method: str


@dataclass(frozen=True, slots=True)
class ReadingGroup:
    """Figures read together, under one heading."""

    title: Text
    readings: list[Reading]


@dataclass(frozen=True, slots=True)
class Table:
    """One breakdown of the declarations of a year."""

    title: str
    method: str
    cells: list[tuple[str, str]]
    # The names of the cells of zero, which would only lengthen the table.
    empty: list[str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A value and, for a share, its fraction."""

    value: str
    fraction: str


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One figure over the years, in the order of the years."""

    title: str
    cells: list[Cell]


def series(realm: str) -> list[Publication]:
    """Return the last publication of each year, oldest first."""
    return publications.series(realm)


def publication(realm: str, year: int) -> Publication | None:
    """Return the last publication of a year, or None when there is none that can be read."""
    return publications.latest(realm, year)


def groups(publication: Publication) -> list[ReadingGroup]:
    """Return the national figures of a year, grouped."""
    national = {figure.key: figure for figure in publication.national()}
    return [
        ReadingGroup(group.title, [_reading(national[key]) for key in keys])
        for group in GROUPS
        if (keys := [each.key for each in group.definitions if each.key in national])
    ]


def tables(publication: Publication) -> list[Table]:
    """Return the breakdowns of a year."""
    cells = (figure for figure in publication.figures if figure.breakdown)
    return [_table(key, list(figures)) for key, figures in groupby(cells, key=attrgetter("key"))]


def series_rows(published: Sequence[Publication]) -> list[SeriesRow]:
    """Return every national figure over the years; empty where a year does not have it."""
    rows = [
        SeriesRow(
            str(each.title), [_cell(publication.figure(each.key)) for publication in published]
        )
        for group in GROUPS
        for each in group.definitions
    ]
    pending = [Cell(wording.number(publication.pending), "") for publication in published]
    return [*rows, SeriesRow(_("Declarations not yet qualified"), pending)]


def chart_rows(published: Sequence[Publication]) -> list[tuple[int, Cell, Cell]]:
    """Return what the chart shows: year, declarations, and those of malicious origin."""
    return [
        (
            publication.year,
            _cell(publication.figure("declarations")),
            _cell(publication.figure("share_malicious")),
        )
        for publication in published
    ]


def chart_digest(published: Sequence[Publication]) -> str:
    """Return what names the chart of these publications, and of no others."""
    return publications.series_digest(published)


def chart(realm: str, digest: str) -> bytes | None:
    """Return the chart of a series in the active language, or None when it was not drawn."""
    if digest != publications.series_digest(publications.series(realm)):
        return None
    try:
        return publications.series_chart_path(realm, digest, get_language() or "").read_bytes()
    except OSError:
        return None


def download(publication: Publication, extension: str) -> str:
    """Return the released figures as a file: JSON whole, or CSV."""
    return publication.as_json() if extension == "json" else formats.as_csv(publication.figures)


def _table(key: str, figures: Sequence[Figure]) -> Table:
    return Table(
        title=wording.title(key),
        method=wording.method(key),
        cells=[
            (wording.cell(figure), wording.value(figure.measure))
            for figure in figures
            if figure.measure.value != 0
        ],
        empty=[wording.cell(figure) for figure in figures if figure.measure.value == 0],
    )


def _reading(figure: Figure) -> Reading:
    return Reading(
        title=wording.title(figure.key),
        value=wording.value(figure.measure),
        fraction=wording.fraction(figure.measure),
        unit=wording.unit(figure),
        scope=str(SCOPE_NAMES[figure.scope]),
        pending=wording.number(figure.pending) if figure.pending else "",
        method=wording.method(figure.key),
    )


def _cell(figure: Figure | None) -> Cell:
    if figure is None:
        return Cell("", "")
    return Cell(wording.value(figure.measure), wording.fraction(figure.measure))
