"""A part of a report: what somebody wrote, or else what its figures say by themselves."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vigie.observatory.measures import Figure
from vigie.observatory.publications import Publication
from vigie.observatory.reports import drawings, rankings, tables
from vigie.observatory.reports.blocks import Block, section
from vigie.observatory.reports.chapters import Breakdown
from vigie.observatory.reports.editions import Edition
from vigie.observatory.reports.maps import region_map
from vigie.observatory.reports.markdown import blocks
from vigie.observatory.reports.sentences import has_sentence, sentences

FOREWORD, ADVICE = "foreword", "advice"


@dataclass(frozen=True, slots=True)
class Part:
    """A part whose text may be written: its name, its heading, and what it tells of."""

    key: str
    title: str
    figures: Sequence[Figure] = ()
    breakdowns: Sequence[Breakdown] = ()
    # What stands there unless somebody writes, where it does not come from figures.
    shipped: str = ""

    @property
    def has_text_of_its_own(self) -> bool:
        """Whether it says something though nobody writes."""
        return bool(self.figures or self.breakdowns or self.shipped)


def generated(edition: Edition, part: Part) -> str:
    """Return what stands in a part unless somebody writes: Markdown, empty for nothing."""
    told = " ".join(sentences(part.figures, edition.before))
    leading = " ".join(filter(None, (rankings.ranking(each) for each in part.breakdowns)))
    return "\n\n".join(filter(None, (part.shipped, told, leading)))


def text(edition: Edition, part: Part) -> list[Block]:
    """Return the text of a part, written or not."""
    return blocks(edition.texts.get(part.key) or generated(edition, part))


def _drawing(shown: Breakdown, publication: Publication) -> Block | None:
    """Return regions as a map where enough of them are published, anything else as bars."""
    return region_map(shown, publication) or drawings.breakdown(shown, publication.year)


def _tabled(part: Part) -> bool:
    """Tell whether a table says more than the sentences do."""
    return len(part.figures) > 1 or any(not has_sentence(each) for each in part.figures)


def chapter(edition: Edition, part: Part) -> dict[str, Any]:
    """Return a part with its text, its figures as a table, and its drawings."""
    table = tables.of_chapter(part.title, part.figures, edition.before) if _tabled(part) else None
    drawn = [_drawing(each, edition.publication) for each in part.breakdowns]
    return section(part.title, [each for each in (*text(edition, part), table, *drawn) if each])
