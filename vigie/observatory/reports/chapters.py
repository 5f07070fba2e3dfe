"""What a publication holds, chapter by chapter, whatever the catalogue has become.

A breakdown stands in the chapter that has a figure of the same dimension, else in the first one
that counts the same unit.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter

from django.utils.translation import pgettext

from vigie.observatory import wording
from vigie.observatory.catalogue import CHAPTERS, Chapter, Dimension, unit_name
from vigie.observatory.measures import Figure
from vigie.observatory.publications import Publication


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The figures of one dimension, in the order of reading."""

    key: str
    figures: tuple[Figure, ...]

    @property
    def dimension(self) -> Dimension | None:
        """What it is grouped by; None where the catalogue has dropped it since."""
        return wording.BY_DIMENSION.get(self.key)

    @property
    def unit(self) -> str:
        """What is counted."""
        return self.figures[0].unit

    @property
    def title(self) -> str:
        """How it is headed."""
        return wording.title(self.key)

    @property
    def counted(self) -> str:
        """What is counted, and by what: “Declarations by region”."""
        if self.key not in wording.TABLES_BY_KEY or self.dimension is None:
            return self.title
        names = {
            "unit": unit_name(self.unit, wording.MANY),
            "by": within_sentence(str(self.dimension.by)),
        }
        told = pgettext("what is counted, by what", "%(unit)s %(by)s") % names
        return told[:1].upper() + told[1:]


@dataclass(frozen=True, slots=True)
class ToldChapter:
    """The figures of one chapter that a publication has."""

    key: str
    title: str
    figures: tuple[Figure, ...]
    breakdowns: list[Breakdown] = field(default_factory=list)


def told(publication: Publication) -> list[ToldChapter]:
    """Return the chapters of which a publication tells something."""
    every = breakdowns(publication)
    found = [_chapter(publication, chapter, every) for chapter in CHAPTERS]
    return [chapter for chapter in found if chapter.figures or chapter.breakdowns]


def breakdowns(publication: Publication) -> list[Breakdown]:
    """Return the breakdowns of a publication, in the catalogue's order."""
    cells = (figure for figure in publication.figures if figure.breakdown)
    return [Breakdown(key, tuple(each)) for key, each in groupby(cells, key=attrgetter("key"))]


def within_sentence(label: str) -> str:
    """Return a label as it is written within a sentence; an abbreviation stays as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _chapter(publication: Publication, chapter: Chapter, every: Sequence[Breakdown]) -> ToldChapter:
    figures = (publication.figure(each.key) for each in chapter.definitions)
    return ToldChapter(
        chapter.key,
        str(chapter.title),
        tuple(figure for figure in figures if figure),
        [each for each in every if _home(each) == chapter.key],
    )


def _home(breakdown: Breakdown) -> str:
    names = _names(breakdown.dimension)
    counting = [
        (chapter, each)
        for chapter in CHAPTERS
        for each in chapter.definitions
        if each.unit == breakdown.unit
    ]
    named = [chapter for chapter, each in counting if names & each.counted.keys()]
    return (named or [chapter for chapter, _each in counting] or [*CHAPTERS])[0].key


def _names(dimension: Dimension | None) -> set[str]:
    """Return what a dimension groups by, and what it divides further."""
    if dimension is None:
        return set()
    return {dimension.name, *([dimension.details.dimension] if dimension.details else [])}
