"""A report as PDF/UA-1 and PDF/A-2a, in the active language."""

from pathlib import Path
from typing import Any

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vigie.core.documents import ARCHIVAL, pdf
from vigie.core.realm import DEMO
from vigie.observatory.enums import ReportKind
from vigie.observatory.reports import activity, observatory
from vigie.observatory.reports.editions import Edition
from vigie.observatory.reports.written import Part

TEMPLATE = Path(__file__).parents[1] / "typst" / "report.typ"
OF_KIND = {ReportKind.OBSERVATORY: observatory, ReportKind.ACTIVITY: activity}


def report_pdf(edition: Edition) -> bytes:
    """Return a report. The same edition gives the same bytes."""
    return pdf(TEMPLATE, content(edition), standards=ARCHIVAL, at=edition.at)


def parts(edition: Edition) -> list[Part]:
    """Return the parts of a report whose text may be written."""
    found: list[Part] = OF_KIND[edition.kind].parts(edition)
    return found


def title(kind: ReportKind, year: int) -> str:
    """Return the title of a report."""
    if kind == ReportKind.ACTIVITY:
        return _("Activity report %(year)s") % {"year": year}
    return _("Observatory of digital incidents in health: report %(year)s") % {"year": year}


def content(edition: Edition) -> dict[str, Any]:
    """Return what the template reads."""
    return {
        "lang": get_language(),
        "title": title(edition.kind, edition.year),
        "cover": _cover(edition),
        "publisher": edition.publisher,
        "contents": _("Contents"),
        "draft": "" if edition.version else _("Draft"),
        "synthetic": _("Demonstration: made-up figures") if edition.realm == DEMO else "",
        "sections": list(OF_KIND[edition.kind].sections(edition)),
    }


def _cover(edition: Edition) -> dict[str, str]:
    at = date_format(localtime(edition.at), "DATE_FORMAT")
    values = {"version": edition.version, "date": at}
    return {
        "year": str(edition.year),
        "title": _cover_title(edition.kind),
        "subtitle": _("Digital incidents declared by health and social care structures")
        if edition.kind == ReportKind.OBSERVATORY
        else _("Declarations, support, notices and publications of the CSIRT"),
        "when": _("Version %(version)s, published on %(date)s") % values
        if edition.version
        else _("Draft of %(date)s: not for distribution") % values,
        "note": _("Corrected in this version: %(note)s") % {"note": edition.note}
        if edition.note
        else "",
    }


def _cover_title(kind: ReportKind) -> str:
    if kind == ReportKind.ACTIVITY:
        return _("Activity report")
    return _("Observatory of digital incidents in health")
