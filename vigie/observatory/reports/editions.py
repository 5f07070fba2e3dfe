"""What a report is made of: publications, texts, accounts of cases; nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from vigie.observatory import publications
from vigie.observatory.enums import ReportKind
from vigie.observatory.publications import Publication


class NothingPublished(Exception):  # noqa: N818 - reads as the answer it is
    """No figure of this year is published: there is nothing to report on."""


@dataclass(frozen=True, slots=True)
class Study:
    """An account of a case, anonymised, in the language of the report."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Told:
    """An article of the year: its kind, its title in the language of the report, its day."""

    kind: str
    title: str
    at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """One report in one language, before it is set."""

    kind: ReportKind
    # The last publication of each year up to that of the report, oldest first.
    published: Sequence[Publication]
    at: datetime
    publisher: str
    # 0: a draft.
    version: int = 0
    # What is corrected since the version before.
    note: str = ""
    # By part: what people wrote in place of what is made from figures.
    texts: Mapping[str, str] = field(default_factory=dict)
    studies: Sequence[Study] = ()
    articles: Sequence[Told] = ()

    @property
    def publication(self) -> Publication:
        """The figures of the year."""
        return self.published[-1]

    @property
    def before(self) -> Publication | None:
        """The figures of the year before, if published and to be compared with these."""
        return next((each for each in self.published if self.publication.may_follow(each)), None)

    @property
    def year(self) -> int:
        """The year that is reported on."""
        return self.publication.year

    @property
    def realm(self) -> str:
        """Whose figures."""
        return self.publication.realm


def published_until(realm: str, year: int) -> list[Publication]:
    """Return the last publications up to a year, oldest first. Raises NothingPublished."""
    found = [each for each in publications.series(realm) if each.year <= year]
    if not found or found[-1].year != year:
        raise NothingPublished(year)
    return found
