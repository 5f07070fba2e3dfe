"""What somebody chose to read, and what there is to choose from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import NamedTuple, Self
from urllib.parse import urlencode

from vigie.observatory.catalogue import TABLES, YEAR, Dimension, Table
from vigie.observatory.disclosure import CellId
from vigie.observatory.publications import Publication

SHARES = "shares"


class Kept(NamedTuple):
    """The one code of a dimension that is kept, of a table that is by two."""

    dimension: str
    code: str

    def __str__(self) -> str:
        return f"{self.dimension}:{self.code}"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is read: a table, of which years, and how."""

    table: Table
    years: tuple[int, ...]
    only: Kept | None = None
    # Shares of the total of what is read, instead of numbers.
    shares: bool = False

    @property
    def free(self) -> tuple[Dimension, ...]:
        """The dimensions that are read side by side: those of which no code is kept."""
        kept = self.only.dimension if self.only else ""
        return tuple(each for each in self.table.dimensions if each.name != kept)

    @property
    def query(self) -> str:
        """The choice as the query of an address; the same choice always reads the same."""
        pairs = [("table", self.table.key), *(("years", str(year)) for year in self.years)]
        if self.only:
            pairs.append(("only", str(self.only)))
        if self.shares:
            pairs.append(("show", SHARES))
        return urlencode(pairs)

    def of(self, table: Table) -> Self:
        """Return the same choice of another table."""
        return replace(self, table=table, only=None)

    def keeping(self, dimension: str, code: str) -> Self:
        """Return the same choice, of one code only."""
        return replace(self, only=Kept(dimension, code))

    @property
    def of_all(self) -> Self:
        """The same choice, without a code kept."""
        return replace(self, only=None)

    def cell(self, year: int, codes: Mapping[str, str]) -> CellId:
        """Return the cell of these codes among what is kept; without any, its total."""
        kept = {self.only.dimension: self.only.code} if self.only else {}
        return CellId.of(self.table.unit, {YEAR: str(year), **kept, **codes})


def offered(published: Iterable[Publication]) -> list[Table]:
    """Return the tables of the catalogue that some of these publications hold."""
    publications = list(published)
    return [table for table in TABLES if any(holds(each, table) for each in publications)]


def holds(publication: Publication, table: Table) -> bool:
    """Tell whether a publication holds a table: a table of two dimensions may be left out."""
    return any(cell in publication.cells for cell in _inner(publication.year, table))


def related(choice: Choice, tables: Sequence[Table]) -> list[Choice]:
    """Return the choices one step away: the same crossed with more, or its dimensions alone."""
    mine = {each.name for each in choice.table.dimensions}
    found = []
    for table in tables:
        names = {each.name for each in table.dimensions}
        if table.unit == choice.table.unit and (mine < names or (names and names < mine)):
            found.append(choice.of(table))
    return found


def _inner(year: int, table: Table) -> Iterator[CellId]:
    codes = product(*(each.parents for each in table.dimensions))
    return (table.cell(str(year), each) for each in codes)
