"""The activity report: what the CSIRT did in a year, told by published figures first."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vigie.observatory import wording
from vigie.observatory.reports.blocks import Block, paragraph, section, table
from vigie.observatory.reports.chapters import breakdowns
from vigie.observatory.reports.editions import Edition
from vigie.observatory.reports.keyfigures import key_figures
from vigie.observatory.reports.method import method
from vigie.observatory.reports.written import ADVICE, FOREWORD, Part, chapter, text

LEADING = (
    "declarations",
    "incidents",
    "support_requests",
    "support_given",
    "share_first_answer_24h",
    "share_closed_within_30_days",
    "support_hours",
    "notices",
)
# What each section tells of, by the keys of figures and of breakdowns; a publication may have
# some of them only, and a section of which it has none is left out.
RECEIVED = (
    ("declarations", "declarations_in_scope", "incidents", "provider_incidents"),
    ("declarations_by_month", "incidents_by_kind", "incidents_by_severity"),
)
SUPPORT = (
    ("support_requests", "support_given", "requests", "support_hours"),
    ("requests_by_support_kind", "requests_by_request_outcome", "support_hours_by_support_kind"),
)
ANSWERING = (
    ("share_first_answer_24h", "share_closed_within_30_days"),
    ("incidents_by_closing",),
)
AUTHORITIES = (("notices", "share_in_time"), ("notices_by_authority", "deadlines_by_due"))
PUBLISHED = "articles"
SHOWN_ARTICLES = 40


def parts(edition: Edition) -> list[Part]:
    """Return the parts whose text may be written, in the order of the report."""
    named = [
        _part(edition, "received", _("Declarations received and incidents handled"), RECEIVED),
        _part(edition, "support", _("Support to structures"), SUPPORT),
        _part(edition, "answering", _("Response times"), ANSWERING),
        _part(edition, "authorities", _("Notices to authorities"), AUTHORITIES),
        *_publishing(edition),
    ]
    return [
        Part(FOREWORD, _("Foreword")),
        *(each for each in named if each),
        Part(ADVICE, _("Outlook")),
    ]


def sections(edition: Edition) -> Iterator[dict[str, Any]]:
    """Yield the sections of the report, each only where it has something to say."""
    foreword, *chapters, outlook = parts(edition)
    if written := text(edition, foreword):
        yield section(foreword.title, written, opens_page=True, letter=True)
    yield section(_("The year in figures"), key_figures(edition, LEADING), opens_page=True)
    for place, each in enumerate(chapters):
        made = chapter(edition, each)
        if each.key == PUBLISHED:
            made["c"] += _articles(edition)
        yield {**made, "opens_page": place == 0}
    if written := text(edition, outlook):
        yield section(outlook.title, written)
    yield section(_("How to read these figures"), method(edition))


def _part(
    edition: Edition, key: str, title: str, wanted: tuple[Sequence[str], Sequence[str]]
) -> Part | None:
    figures, grouped = wanted
    found = [edition.publication.figure(each) for each in figures]
    shown = [each for each in breakdowns(edition.publication) if each.key in grouped]
    told = [each for each in found if each]
    return Part(key, title, told, shown) if told or shown else None


def _publishing(edition: Edition) -> list[Part]:
    if not edition.articles:
        return []
    number = len(edition.articles)
    told = ngettext(
        "In %(year)s, the CSIRT published %(number)s article for the sector. This count comes from "
        "the CSIRT’s own pages, not from the figures of the observatory.",
        "In %(year)s, the CSIRT published %(number)s articles for the sector. This count comes "
        "from the CSIRT’s own pages, not from the figures of the observatory.",
        number,
    ) % {"year": edition.year, "number": wording.number(number)}
    return [Part(PUBLISHED, _("Bulletins and good practice"), shipped=told)]


def _articles(edition: Edition) -> list[Block]:
    last = edition.articles[:SHOWN_ARTICLES]
    rows = [
        [date_format(localtime(each.at), "SHORT_DATE_FORMAT"), each.kind, each.title]
        for each in last
    ]
    head = [_("Published on"), _("Section"), _("Title")]
    made = {**table(_("What was published"), head, rows), "columns": [1, 1, 4], "align": "left"}
    left = len(edition.articles) - len(last)
    if not left:
        return [made]
    words = ngettext(
        "%(number)s earlier article is not listed.",
        "%(number)s earlier articles are not listed.",
        left,
    ) % {"number": wording.number(left)}
    return [made, paragraph(words, small=True)]
