"""A notice as a document to keep: PDF/UA for people, JSON for machines. Made on the fly.

The shape of the JSON is held by `docs/schemas/notice-1.schema.json`.
"""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from vigie.core.documents import pdf
from vigie.incidents.models import Notice
from vigie.incidents.services import OpenedLine, told_reports
from vigie.surfaces.desk.facts import Row, moment
from vigie.surfaces.desk.notified import (
    ReadLine,
    authority_name,
    granted_facts,
    qualification_rows,
    read_opened,
    reasons,
)
from vigie.surfaces.desk.realms import realm_name
from vigie.surfaces.desk.sealed import ReadableSection
from vigie.taxonomy import terms

TEMPLATE = Path(__file__).parent / "typst" / "notice.typ"
SCHEMA = "vigie.notice/1"


def notice_json(notice: Notice, lines: list[OpenedLine]) -> dict[str, Any]:
    """Return a notice as JSON values: codes of the reference data, times with their zone."""
    return {
        "schema": SCHEMA,
        "reference": notice.reference,
        "realm": notice.realm,
        "authority": notice.authority,
        "region": notice.region or None,
        "follows": notice.follows.reference if notice.follows else None,
        "state": notice.state,
        "sent_at": _time(notice.decided_at),
        "received_at": _time(notice.received_at),
        "acknowledged_at": _time(notice.acknowledged_at),
        "authority_reference": notice.authority_reference or None,
        "authority_date": notice.authority_date.isoformat() if notice.authority_date else None,
        "rules": notice.rules,
        "case_closed": notice.case_closed,
        "qualification": notice.qualification or None,
        "declarations": [_line_json(each) for each in lines],
    }


def _line_json(each: OpenedLine) -> dict[str, Any]:
    line = each.line
    return {
        "reference": line.declaration.reference,
        "received_at": _time(line.declaration.received_at),
        "reports": [
            {"stage": report.stage, "submitted_at": _time(report.submitted_at)}
            for report in told_reports(line)
        ],
        "facts": {name: _value(value) for name, value in granted_facts(line).items()},
        "sections_granted": line.sections,
        "sections": [
            {
                "section": section.section,
                "stage": section.stage,
                "submitted_at": _time(section.submitted_at),
                "content": section.content,
            }
            for section in each.opened
        ],
    }


def _value(value: Any) -> Any:
    if isinstance(value, datetime):
        return _time(value)
    return list(value) if isinstance(value, tuple) else value


def _time(value: datetime | None) -> str | None:
    return timezone.localtime(value).isoformat(timespec="seconds") if value else None


def notice_pdf(notice: Notice, lines: list[OpenedLine]) -> bytes:
    """Return a notice as PDF/UA-1, in the active language."""
    told = _rows(
        [
            (_("Authority"), authority_name(notice.authority, notice.region)),
            (_("Sent"), moment(notice.decided_at)),
            (_("Follows"), notice.follows.reference if notice.follows else ""),
            (_("Realm"), realm_name(notice.realm)),
            (_("Case"), _("Closed") if notice.case_closed else ""),
            (_("Its own reference"), notice.authority_reference),
        ]
    )
    decided = qualification_rows(notice)
    content = {
        "lang": get_language(),
        "title": _("Notice %(reference)s") % {"reference": notice.reference},
        "footer": _("Confidential: for the authority named, and for what its law asks of it."),
        "rows": told,
        "why": {"title": _("Why it is told"), "items": reasons(notice.rules)},
        "decided": {"title": _("How the CSIRT qualified it"), "rows": _rows(decided)},
        "declarations": [_line_pdf(line) for line in read_opened(lines)],
    }
    return pdf(TEMPLATE, content)


def _line_pdf(line: ReadLine) -> dict[str, Any]:
    return {
        "title": line.title,
        "rows": _rows([(_("Reference"), line.reference), *line.structure, *line.rows]),
        "reports": {"title": _("Reports"), "rows": _rows(line.reports)},
        "sections": [_section_pdf(section) for section in line.sections or ()],
    }


def _section_pdf(section: ReadableSection) -> dict[str, Any]:
    stage = terms.label("report_stage", section.stage)
    return {
        "title": section.title,
        "when": f"{stage}, {moment(section.submitted_at)}",
        "rows": _rows(section.rows),
    }


def _rows(rows: list[Row]) -> list[dict[str, Any]]:
    """Return rows as the template reads them: a label, and its value by paragraph."""
    return [
        {"label": str(label), "value": [part for part in str(value).split("\n") if part.strip()]}
        for label, value in rows
        if str(value).strip()
    ]
