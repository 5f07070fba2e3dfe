"""A case as routing reads it: each declaration with its reports, and the rules that it meets."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from vigie.declarations.models import Declaration, Report, SealedSection
from vigie.incidents.models import Incident, OperatorStatus, Qualification
from vigie.taxonomy import routing
from vigie.taxonomy.codes import Touched
from vigie.taxonomy.regimes.conditions import NOT_KNOWN
from vigie.taxonomy.routing import Moment, Route, RoutedFacts

# The place of the last report known, where none is.
NEVER = -1
# Where the CSIRT's reading replaces what was declared; of the same name in both tables.
REPLACED = (
    "kind",
    "origin",
    "care_impact",
    "endangerment",
    "data_availability",
    "data_integrity",
    "data_confidentiality",
)
DECLARED = ("structure_kind", "structure_status", "nature", "others_touched", "cross_border")


@dataclass
class Declared:
    """One declaration with its reports, oldest first, and what each seals."""

    declaration: Declaration
    reports: list[Report]
    sealed: list[frozenset[str]]

    def place(self, report_id: uuid.UUID | None) -> int:
        """Return the place of a report; -1 where there is none."""
        ids = [report.pk for report in self.reports]
        return ids.index(report_id) if report_id in ids else -1

    def holds_since(self, section: str, place: int) -> bool:
        """Tell whether a report after that place seals this section."""
        return any(section in sealed for sealed in self.sealed[place + 1 :])


def routes_of(
    incident: Incident, declared: Iterable[Declared], at: datetime
) -> Iterator[tuple[Declared, Route]]:
    """Yield every route that the rules find for each declaration of a case."""
    qualification = qualification_of(incident)
    reached = {Moment.RECEIVED}
    if qualification:
        reached.add(Moment.QUALIFIED)
    if incident.closed_at:
        reached.add(Moment.CLOSED)
    statuses = _operator_statuses(each.declaration for each in declared)
    for each in declared:
        facts = _facts(each.declaration, qualification, statuses, frozenset(reached), at)
        for route in routing.routes(facts):
            yield each, route


def _facts(
    declaration: Declaration,
    qualification: Qualification | None,
    statuses: Mapping[uuid.UUID, str],
    reached: frozenset[str],
    at: datetime,
) -> RoutedFacts:
    source = qualification or declaration
    decided = (
        {
            "in_scope": Touched.YES if qualification.in_scope else Touched.NO,
            "significant": Touched.YES if qualification.significant else Touched.NO,
            "severity": qualification.severity,
        }
        if qualification
        else {}
    )
    structure = declaration.structure_id
    return RoutedFacts(
        at=at,
        reached=reached,
        region=declaration.region or NOT_KNOWN,
        operator_status=statuses.get(structure, NOT_KNOWN) if structure else NOT_KNOWN,
        systems=tuple(declaration.systems),
        **{name: getattr(declaration, name) for name in DECLARED},
        **{name: getattr(source, name) for name in REPLACED},
        **decided,
    )


def qualification_of(incident: Incident) -> Qualification | None:
    """Return how the CSIRT reads a case, if it does yet."""
    found: Qualification | None = getattr(incident, "qualification", None)
    return found


def _operator_statuses(declarations: Iterable[Declaration]) -> dict[uuid.UUID, str]:
    structures = {each.structure_id for each in declarations if each.structure_id}
    found = OperatorStatus.objects.filter(structure__in=structures)
    return dict(found.values_list("structure_id", "status"))


def declared_of(incident: Incident) -> list[Declared]:
    """Return the declarations of a case, first received first, with their reports."""
    declarations = Declaration.objects.filter(incident_link__incident=incident).order_by(
        "received_at", "id"
    )
    reports: dict[uuid.UUID, list[Report]] = {}
    for report in Report.objects.filter(declaration__in=declarations).order_by(
        "submitted_at", "id"
    ):
        reports.setdefault(report.declaration_id, []).append(report)
    sealed: dict[uuid.UUID, set[str]] = {}
    for report_id, section in SealedSection.objects.filter(
        report__declaration__in=declarations
    ).values_list("report_id", "section"):
        sealed.setdefault(report_id, set()).add(section)
    return [
        Declared(
            declaration=each,
            reports=reports.get(each.pk, []),
            sealed=[frozenset(sealed.get(row.pk, ())) for row in reports.get(each.pk, [])],
        )
        for each in declarations
    ]
