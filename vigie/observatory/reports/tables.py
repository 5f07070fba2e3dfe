"""The tables of a report."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vigie.observatory import wording
from vigie.observatory.catalogue import CHAPTERS, YEAR, Unit, unit_name
from vigie.observatory.disclosure import CellId
from vigie.observatory.measures import Count, Figure, Measure, Share, Suppressed
from vigie.observatory.publications import Publication
from vigie.observatory.reports.blocks import Block, paragraph, table
from vigie.observatory.reports.chapters import Breakdown
from vigie.observatory.reports.sentences import comparable

# So many years stand side by side on an upright page.
MOST_YEARS = 7
NOTHING = "–"


def of_chapter(title: str, figures: Sequence[Figure], before: Publication | None) -> Block:
    """Return the figures of a chapter, with those of the year before where they compare."""
    year = int(figures[0].period)
    earlier = {each.key: comparable(each, before) for each in figures}
    if not any(earlier.values()):
        head = [pgettext("what is measured", "Figure"), str(year)]
        return table(title, head, [[_titled(each), _shown(each)] for each in figures], lead=3)
    head = [pgettext("what is measured", "Figure"), str(year - 1), str(year)]
    rows = [[_titled(each), _measured(earlier[each.key]), _shown(each)] for each in figures]
    return table(title, head, rows, lead=3)


def of_breakdown(
    breakdown: Breakdown, publication: Publication, before: Publication | None
) -> list[Block]:
    """Return a breakdown in full, with its shares, and the cells in which there is nothing."""
    filled = [each for each in breakdown.figures if each.measure.value != 0]
    if not filled:
        return []
    year, total = publication.year, _total(breakdown, publication)
    earlier = _cells_before(breakdown, before)
    head = [breakdown.title, *([str(year - 1)] if earlier else []), str(year)]
    if total:
        head.append(_share_of(breakdown, total))
    rows = [
        [
            wording.cell(each),
            *([_shown(earlier.get(each.breakdown))] if earlier else []),
            _shown(each),
            *([_share(each, total)] if total else []),
        ]
        for each in filled
    ]
    caption = _("%(title)s, %(year)s") % {"title": breakdown.counted, "year": year}
    empty = [wording.cell(each) for each in breakdown.figures if each.measure.value == 0]
    none = _("None in %(year)s: %(names)s.") % {"year": year, "names": ", ".join(empty)}
    return [table(caption, head, rows), *([paragraph(none, small=True)] if empty else [])]


def of_years(published: Sequence[Publication]) -> Block:
    """Return every national figure over the years; a dash where a year does not have it."""
    last = published[-MOST_YEARS:]
    rows = [
        [str(each.title), *(_shown(publication.figure(each.key)) for publication in last)]
        for chapter in CHAPTERS
        for each in chapter.definitions
        if any(publication.figure(each.key) for publication in last)
    ]
    years = [str(each.year) for each in last]
    caption = _("National figures, %(first)s to %(last)s") % {
        "first": years[0],
        "last": years[-1],
    }
    return table(caption, [pgettext("what is measured", "Figure"), *years], rows, lead=3.2)


def of_methods(figures: Sequence[Figure]) -> Block:
    """Return how each figure is counted, and out of how many."""
    rows = [[wording.title(each.key), wording.method(each.key), _out_of(each)] for each in figures]
    head = [pgettext("what is measured", "Figure"), _("How it is counted"), _("Out of")]
    return {**table(_("How each figure is counted"), head, rows), "columns": [1.2, 2.4, 0.7]}


def _out_of(figure: Figure) -> str:
    total = figure.measure.denominator
    return wording.number(total) if total is not None else NOTHING


def _titled(figure: Figure) -> str:
    title, unit = wording.title(figure.key), unit_name(figure.unit, wording.MANY)
    if figure.unit == Unit.DECLARATIONS:
        return title
    names = {"title": title, "unit": unit}
    return pgettext("a figure and what it counts", "%(title)s (%(unit)s)") % names


def _shown(figure: Figure | None) -> str:
    return _measured(figure.measure) if figure else NOTHING


def _measured(measure: Measure | None) -> str:
    """Return a value and, below it, the fraction of a share."""
    if measure is None:
        return NOTHING
    return "\n".join(filter(None, (wording.value(measure), wording.fraction(measure))))


def _total(breakdown: Breakdown, publication: Publication) -> int | None:
    """Return of how many these are a part; None for what is no plain count."""
    measures = [each.measure for each in breakdown.figures]
    if not all(isinstance(each, Count | Suppressed) for each in measures):
        return None
    return publication.cells.get(CellId.of(breakdown.unit, {YEAR: str(publication.year)}))


def _share_of(breakdown: Breakdown, total: int) -> str:
    values = {"total": wording.number(total), "unit": unit_name(breakdown.unit, total)}
    return _("Share of %(total)s %(unit)s") % values


def _share(figure: Figure, total: int | None) -> str:
    if not total or figure.measure.numerator is None:
        return NOTHING
    return wording.value(Share(figure.measure.numerator, total))


def _cells_before(breakdown: Breakdown, before: Publication | None) -> dict[str | None, Figure]:
    if before is None:
        return {}
    return {each.breakdown: each for each in before.figures if each.key == breakdown.key}
