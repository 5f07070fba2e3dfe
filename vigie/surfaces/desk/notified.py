"""A notice in words: what of a case an authority sees, and what it does not."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from vigie.declarations.models import Declaration
from vigie.declarations.services import PlainFacts
from vigie.incidents.models import Notice, NoticedDeclaration
from vigie.incidents.selectors import Grant, Proposal
from vigie.incidents.services import OpenedLine, told_reports
from vigie.surfaces.desk import facts
from vigie.surfaces.desk.facts import Row, moment
from vigie.surfaces.desk.sealed import TITLES, ReadableSection, readable
from vigie.taxonomy import routing, terms

STRUCTURE: dict[str, tuple[str | Promise, str]] = {
    "structure_name": (gettext_lazy("Name"), ""),
    "structure_town": (gettext_lazy("Town"), ""),
    "region": (gettext_lazy("Region"), "region"),
    "structure_kind": (gettext_lazy("Kind of structure"), "structure_kind"),
    "structure_status": (gettext_lazy("Legal status"), "legal_status"),
}
DECIDED = {
    "kind": (gettext_lazy("Kind of incident"), "incident_kind"),
    "origin": (gettext_lazy("Origin"), "origin"),
    "care_impact": (gettext_lazy("Effect on care"), "care_impact"),
    "endangerment": (gettext_lazy("Danger to patients"), "endangerment"),
    "data_availability": (gettext_lazy("Health data unavailable"), "touched"),
    "data_integrity": (gettext_lazy("Health data altered"), "touched"),
    "data_confidentiality": (gettext_lazy("Health data disclosed"), "touched"),
    "severity": (gettext_lazy("Severity"), "severity"),
}
# Beyond, references are counted, not listed.
LISTED = 8


@dataclass(frozen=True)
class Visibility:
    """What an authority will see of some declarations, and what it will not."""

    references: list[str]
    others: int
    sees: list[str]
    sees_not: list[str]


@dataclass(frozen=True)
class ReadLine:
    """One declaration as an authority reads it."""

    reference: str
    title: str
    structure: list[Row]
    rows: list[Row]
    reports: list[Row]
    grants: list[str]
    sections: list[ReadableSection] | None


def authority_name(authority: str, region: str) -> str:
    """Return what an authority is called, with its region where it has one."""
    name = terms.label("authority", authority)
    return f"{name} — {terms.label('region', region)}" if region else name


def reasons(rules: Iterable[str]) -> list[str]:
    """Return why the rules tell, in words."""
    return [str(capfirst(routing.because(key))) for key in rules]


def section_names(sections: Collection[str]) -> list[str]:
    """Return sealed sections in words, in the order of a declaration."""
    return [str(title) for code, title in TITLES.items() if code in sections]


def visibilities(proposal: Proposal) -> list[Visibility]:
    """Return what a proposal will show; declarations of which the same is shown, together."""
    alike: dict[tuple[frozenset[str], frozenset[str]], list[Grant]] = {}
    for grant in proposal.grants:
        key = (frozenset(grant.sections), frozenset(grant.groups))
        alike.setdefault(key, []).append(grant)
    return [
        _visibility([grant.declaration.reference for grant in grants], sections, groups)
        for (sections, groups), grants in alike.items()
    ]


def _visibility(
    references: list[str], sections: Collection[str], groups: Collection[str]
) -> Visibility:
    others = [group for group in terms.scheme("fact_group").codes if group not in groups]
    hidden = [section for section in TITLES if section not in sections]
    return Visibility(
        references=references[:LISTED],
        others=len(references[LISTED:]),
        sees=[*_sealed_names(sections), *_group_names(groups)],
        sees_not=[*_sealed_names(hidden), *_group_names(others)],
    )


def _sealed_names(sections: Collection[str]) -> list[str]:
    return [_("%(section)s (sealed)") % {"section": name} for name in section_names(sections)]


def _group_names(groups: Collection[str]) -> list[str]:
    known = terms.scheme("fact_group").terms.values()
    return [str(capfirst(group.label)) for group in known if group.code in groups]


def granted_facts(line: NoticedDeclaration) -> dict[str, Any]:
    """Return the plain facts that a notice shows, by name, as they were when it was sent."""
    report = line.report
    said = PlainFacts.from_json(report.facts) if report else facts.current(line.declaration)
    return {
        name: getattr(line.declaration if name in STRUCTURE else said, name) for name in line.fields
    }


def read_lines(lines: Iterable[NoticedDeclaration]) -> list[ReadLine]:
    """Return the declarations of a notice in words, what is sealed left closed."""
    return [_read(line, None) for line in lines]


def read_opened(lines: Iterable[OpenedLine]) -> list[ReadLine]:
    """Return the declarations of a notice in words, with what was opened of them."""
    return [_read(each.line, readable(each.opened)) for each in lines]


def _read(line: NoticedDeclaration, sections: list[ReadableSection] | None) -> ReadLine:
    declaration, shown = line.declaration, granted_facts(line)
    return ReadLine(
        reference=declaration.reference,
        title=declaration.structure_name if "structure_name" in shown else declaration.reference,
        structure=_structure_rows(declaration, shown),
        rows=_fact_rows(line),
        reports=[
            (terms.label("report_stage", report.stage), moment(report.submitted_at))
            for report in told_reports(line)
        ],
        grants=section_names(line.sections),
        sections=sections,
    )


def _structure_rows(declaration: Declaration, shown: Collection[str]) -> list[Row]:
    rows: list[Row] = []
    for name, (label, scheme) in STRUCTURE.items():
        value = getattr(declaration, name)
        if name in shown and value:
            rows.append((label, terms.label(scheme, value) if scheme else value))
    return rows


def _fact_rows(line: NoticedDeclaration) -> list[Row]:
    report = line.report
    said = PlainFacts.from_json(report.facts) if report else facts.current(line.declaration)
    rows = (
        (question, facts.answer(said, name, scheme))
        for name, (question, scheme) in facts.QUESTIONS.items()
        if name in line.fields
    )
    return [(question, answer) for question, answer in rows if answer]


def qualification_rows(notice: Notice) -> list[Row]:
    """Return how the CSIRT had qualified the case when the notice was sent; empty if not told."""
    told = notice.qualification
    if not told:
        return []
    rows: list[Row] = [
        (_("Decided"), moment(datetime.fromisoformat(told["qualified_at"]))),
        (
            _("In the scope of the CSIRT"),
            _("In scope") if told["in_scope"] else _("Out of scope"),
        ),
        (
            _("Significant incident"),
            _("Significant") if told["significant"] else _("Not significant"),
        ),
    ]
    rows += [(label, terms.label(scheme, told[name])) for name, (label, scheme) in DECIDED.items()]
    return rows
