"""What public pages read of the observatory: the last publications, in words.

Nothing here reads the database or the private facts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vigie.observatory import formats, open_data, publications, readings, wording
from vigie.observatory.catalogue import CHAPTERS
from vigie.observatory.publications import Publication
from vigie.observatory.readings import Cell, ReadingGroup, Table


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


def history(realm: str, year: int) -> list[Publication]:
    """Return every publication of a year that can be read, the last one first."""
    return publications.history(realm, year)[::-1]


def last_released(published: Sequence[Publication]) -> datetime:
    """Return when the newest of these publications was released."""
    return max(publication.released_at for publication in published)


def waived(publication: Publication) -> list[str]:
    """Return the names of the figures that are shown by the statistician's waiver."""
    return [wording.title(key) for key in publication.waived]


def groups(publication: Publication) -> list[ReadingGroup]:
    """Return the national figures of a year, grouped, beside those of the year before."""
    before = publications.latest(publication.realm, publication.year - 1)
    earlier = before.figures if before and publication.may_follow(before) else ()
    return readings.groups(publication.figures, earlier)


def tables(publication: Publication) -> list[Table]:
    """Return the breakdowns of a year."""
    return readings.tables(publication.figures)


def series_rows(published: Sequence[Publication]) -> list[SeriesRow]:
    """Return every national figure over the years; empty where a year does not have it."""
    rows = [
        SeriesRow(
            str(each.title),
            [readings.cell(publication.figure(each.key)) for publication in published],
        )
        for chapter in CHAPTERS
        for each in chapter.definitions
    ]
    pending = [Cell(wording.number(publication.pending), "") for publication in published]
    return [*rows, SeriesRow(_("Declarations not yet qualified"), pending)]


def chart_rows(published: Sequence[Publication]) -> list[tuple[int, Cell, Cell]]:
    """Return what the chart shows: year, declarations, and those of malicious origin."""
    return [
        (
            publication.year,
            readings.cell(publication.figure("declarations")),
            readings.cell(publication.figure("share_malicious")),
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


def tables_as_csv(publication: Publication) -> str:
    """Return the protected tables of a publication, one row per cell."""
    return open_data.as_csv(publication)


def tables_as_parquet(publication: Publication) -> Path:
    """Return the file of the same as Parquet, written at its release."""
    return open_data.parquet_path(publication)


def dictionary() -> str:
    """Return what the tables, codes and figures mean, as JSON in the active language."""
    return open_data.dictionary()


def public_key(realm: str) -> Path:
    """Return the file of the key that signs the publications of a realm."""
    return publications.folder(realm) / publications.PUBLIC_KEY
