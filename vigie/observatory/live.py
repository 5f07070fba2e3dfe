"""What the desk reads of the observatory: the figures of a year as they stand at this moment.

They have not passed disclosure control and may show a structure: they never leave the desk.
"""

from dataclasses import dataclass
from datetime import datetime

from vigie.observatory import protected_tables, readings, snapshots, wording
from vigie.observatory.catalogue import Text
from vigie.observatory.figures import figures_of
from vigie.observatory.measures import Figure
from vigie.observatory.protected_tables import facts_of_year
from vigie.observatory.publications import Publication
from vigie.observatory.readings import Cell, Reading, Table


@dataclass(frozen=True, slots=True)
class LiveYear:
    """The figures of one realm and one year, computed from what is in the tables now."""

    year: int
    taken_at: datetime
    figures: tuple[Figure, ...]
    # National figures of too few structures, which only a waiver lets through.
    waivable: tuple[str, ...]

    @property
    def pending(self) -> str:
        """Declarations of the year not yet qualified; empty once all are."""
        pending = self.figures[0].pending
        return wording.number(pending) if pending else ""

    @property
    def waivable_titles(self) -> list[str]:
        """The names of the figures that only a waiver lets through."""
        return [wording.title(key) for key in self.waivable]

    @property
    def tables(self) -> list[Table]:
        """The breakdowns of the year, every cell shown."""
        return readings.tables(self.figures)


@dataclass(frozen=True, slots=True)
class Row:
    """A figure as it is now, and as it was last published."""

    live: Reading
    published: Cell


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Figures read together, under one heading."""

    title: Text
    rows: list[Row]


def live_year(realm: str, year: int) -> LiveYear:
    """Compute the figures of a year anew; nothing is kept."""
    with snapshots.fresh(realm) as snapshot:
        facts = facts_of_year(snapshot, year)
    figures = tuple(figures_of(realm, year, facts.counts))
    return LiveYear(year, snapshot.taken_at, figures, tuple(protected_tables.waivable(facts)))


def beside_published(live: LiveYear, publication: Publication | None) -> list[RowGroup]:
    """Return the national figures of a year, each beside what is published of it."""
    return [
        RowGroup(group.title, [Row(each, _published(publication, each)) for each in group.readings])
        for group in readings.groups(live.figures)
    ]


def _published(publication: Publication | None, reading: Reading) -> Cell:
    return readings.cell(publication.figure(reading.key) if publication else None)
