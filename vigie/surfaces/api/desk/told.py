"""What the part with tokens answers: what stands in clear, nothing of what is sealed."""

import uuid
from datetime import datetime
from typing import Self

from ninja import Schema

from vigie.incidents.models import Incident, Indicator, Qualification, SupportRequest
from vigie.incidents.selectors import ListedCase


class QualificationTold(Schema):
    """The CSIRT's reading of a case."""

    revision: int
    qualified_at: datetime
    in_scope: bool
    origin: str
    kind: str
    rsit: str
    care_impact: str
    endangerment: str
    data_availability: str
    data_integrity: str
    data_confidentiality: str
    severity: str
    significant: bool

    @classmethod
    def of(cls, qualification: Qualification) -> Self:
        """Tell one qualification."""
        return cls(**{name: getattr(qualification, name) for name in cls.model_fields})


class IncidentTold(Schema):
    """A case. `structure_name` and `structure_town` are of the first declaration received."""

    reference: str
    opened_at: datetime
    closed_at: datetime | None
    merged_into: str | None
    kind: str
    summary: str
    provider: str
    tags: list[str]
    declarations: int
    structure_name: str
    structure_town: str
    help_wanted: str
    help_urgency: str
    qualification: QualificationTold | None

    @classmethod
    def of(cls, case: ListedCase) -> Self:
        """Tell one case."""
        return cls(
            reference=case.reference,
            opened_at=case.opened_at,
            closed_at=case.closed_at,
            merged_into=case.merged_into.reference if case.merged_into else None,
            kind=case.kind,
            summary=case.summary,
            provider=case.provider,
            tags=[each.tag for each in case.listed_tags],
            declarations=case.declaration_count,
            structure_name=case.structure_name or "",
            structure_town=case.structure_town or "",
            help_wanted=case.help_wanted,
            help_urgency=case.help_urgency,
            qualification=qualification_of(case),
        )


class Incidents(Schema):
    """A page of cases, in the order in which they were opened. `next` is empty on the last one."""

    incidents: list[IncidentTold]
    next: str


class SupportTold(Schema):
    """A request for support."""

    id: uuid.UUID
    kind: str
    state: str
    refusal: str
    asked_by_structure: bool
    asked_at: datetime
    answer_due_at: datetime | None
    answered_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None
    minutes_spent: int

    @classmethod
    def of(cls, request: SupportRequest) -> Self:
        """Tell one request, as `selectors.support_of` returns it."""
        names = set(cls.model_fields) - {"minutes_spent"}
        spent: int = request.minutes_spent or 0  # type: ignore[attr-defined]
        return cls(**{name: getattr(request, name) for name in names}, minutes_spent=spent)


class Support(Schema):
    """The requests for support of a case, oldest first."""

    support: list[SupportTold]


class IndicatorTold(Schema):
    """An indicator. What analysts say of it is sealed, and not told."""

    id: uuid.UUID
    kind: str
    value: str
    tlp: str
    pap: str
    source: str
    first_seen_at: datetime | None
    added_at: datetime

    @classmethod
    def of(cls, indicator: Indicator) -> Self:
        """Tell one indicator."""
        return cls(**{name: getattr(indicator, name) for name in cls.model_fields})


class Indicators(Schema):
    """A page of indicators of a case. `next` is empty on the last one."""

    indicators: list[IndicatorTold]
    next: str


def qualification_of(incident: Incident) -> QualificationTold | None:
    """Return the CSIRT's reading, where there is one."""
    found: Qualification | None = getattr(incident, "qualification", None)
    return QualificationTold.of(found) if found else None
