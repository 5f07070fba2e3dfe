"""The report of the observatory: what was declared in a year, chapter by chapter."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from vigie.observatory.reports import drawings, shipped, tables
from vigie.observatory.reports.blocks import box, definitions, heading, paragraph, section
from vigie.observatory.reports.chapters import breakdowns, told
from vigie.observatory.reports.editions import Edition
from vigie.observatory.reports.keyfigures import key_figures
from vigie.observatory.reports.markdown import blocks
from vigie.observatory.reports.method import method
from vigie.observatory.reports.written import ADVICE, FOREWORD, Part, chapter, text

LEADING = (
    "declarations",
    "structures",
    "share_malicious",
    "ransomware",
    "share_degraded_mode",
    "endangerment_potential",
    "share_within_24h",
    "support_requests",
)


def parts(edition: Edition) -> list[Part]:
    """Return the parts whose text may be written, in the order of the report."""
    return [
        Part(FOREWORD, _("Foreword")),
        *(
            Part(each.key, each.title, each.figures, each.breakdowns)
            for each in told(edition.publication)
        ),
        Part(ADVICE, _("What to do about it"), shipped=str(shipped.advice())),
    ]


def sections(edition: Edition) -> Iterator[dict[str, Any]]:
    """Yield the sections of the report, each only where it has something to say."""
    foreword, *chapters, advice = parts(edition)
    if written := text(edition, foreword):
        yield section(foreword.title, written, opens_page=True, letter=True)
    series = drawings.series(edition.published)
    leading = [*key_figures(edition, LEADING), *([series] if series else [])]
    yield section(_("Key figures"), leading, opens_page=True)
    yield section(_("How to read these figures"), method(edition), opens_page=True)
    for place, each in enumerate(chapters):
        yield {**chapter(edition, each), "opens_page": place == 0}
    if edition.studies:
        yield _studies(edition)
    yield section(advice.title, text(edition, advice))
    yield _details(edition)
    yield section(
        _("Glossary"),
        [definitions((str(each.term), str(each.means)) for each in shipped.glossary())],
    )


def _studies(edition: Edition) -> dict[str, Any]:
    opening = _(
        "Each account is drawn from a case that the CSIRT handled. Names, places and whatever "
        "else might tell of whom it speaks were taken out or changed."
    )
    told = [box(each.title, _("Case study"), blocks(each.body, top=3)) for each in edition.studies]
    return section(_("Case studies"), [paragraph(opening), *told], opens_page=True)


def _details(edition: Edition) -> dict[str, Any]:
    publication = edition.publication
    every = [
        block
        for each in breakdowns(publication)
        for block in tables.of_breakdown(each, publication, edition.before)
    ]
    years = (
        [heading(_("Year after year")), tables.of_years(edition.published)]
        if len(edition.published) > 1
        else []
    )
    figures = publication.national()
    return section(
        _("Tables"),
        [
            *years,
            heading(_("In detail")),
            *every,
            heading(_("How each figure is counted")),
            tables.of_methods(figures),
        ],
        opens_page=True,
    )
