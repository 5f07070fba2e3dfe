"""What a declaration says that the law looks at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cache
from typing import NamedTuple

from vigie.taxonomy.codes import (
    CareImpact,
    ClockStart,
    DatePrecision,
    Endangerment,
    Origin,
    Touched,
)
from vigie.taxonomy.regimes.conditions import Answers, Vocabulary
from vigie.taxonomy.regimes.delays import PARIS
from vigie.taxonomy.terms import scheme

# Each fact that a condition may name, and the scheme of its codes.
SCHEMES = {
    "structure_kind": "structure_kind",
    "kind": "incident_kind",
    "origin": "origin",
    "care_impact": "care_impact",
    "endangerment": "endangerment",
    "data_availability": "touched",
    "data_integrity": "touched",
    "data_confidentiality": "touched",
    "others_touched": "touched",
    "care_organisation": "touched",
    "systems": "system",
}


@cache
def vocabulary() -> Vocabulary:
    """Return the codes that each fact may take."""
    return {fact: frozenset(scheme(name).codes) for fact, name in SCHEMES.items()}


class Start(NamedTuple):
    """When a clock started or was met, and how precisely that is known."""

    moment: datetime
    precision: DatePrecision


@dataclass(frozen=True, kw_only=True)
class DeclaredFacts:
    """The answers that legal conditions and clocks are read against.

    `care_organisation` is whether the organisation of care around the structure is touched,
    and `systems` the systems named: None and () mean that the question was not asked.
    `reported` holds when each stage was first submitted to us, by the code of its stage;
    `told`, when each other authority was told, oldest first, by the code of the authority.
    """

    structure_kind: str
    received_at: datetime
    detected_at: datetime | None = None
    detected_precision: str = DatePrecision.MINUTE
    # When it was known for what it is, where that is said apart from its detection.
    aware_at: datetime | None = None
    kind: str = "unknown"
    origin: str = Origin.UNKNOWN
    care_impact: str = CareImpact.UNKNOWN
    endangerment: str = Endangerment.UNKNOWN
    data_availability: str = Touched.UNKNOWN
    data_integrity: str = Touched.UNKNOWN
    data_confidentiality: str = Touched.UNKNOWN
    others_touched: str = Touched.UNKNOWN
    care_organisation: str | None = None
    systems: tuple[str, ...] = ()
    reported: Mapping[str, datetime] = field(default_factory=dict)
    told: Mapping[str, Sequence[Start]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for moment in (self.received_at, self.detected_at, self.aware_at, *self.reported.values()):
            if moment is not None and moment.utcoffset() is None:
                raise ValueError("every moment must carry its zone: a legal clock runs from it")

    @property
    def answers(self) -> Answers:
        """The facts by name, as conditions read them."""
        return {name: getattr(self, name) for name in SCHEMES}

    def start(self, clock: ClockStart) -> Start:
        """Return when a clock started, at the earliest that what is known allows.

        A day without a time counts from its first hour, in Paris. Without any date of
        detection the clock can only be counted from the reception.
        """
        if clock == ClockStart.AWARENESS and self.aware_at is not None:
            return Start(self.aware_at, DatePrecision.MINUTE)
        if clock == ClockStart.RECEPTION:
            return Start(self.received_at, DatePrecision.MINUTE)
        if self.detected_at is None or self.detected_precision == DatePrecision.UNKNOWN:
            return Start(self.received_at, DatePrecision.UNKNOWN)
        if self.detected_precision == DatePrecision.DAY:
            day = self.detected_at.astimezone(PARIS)
            return Start(datetime.combine(day, time.min, tzinfo=PARIS), DatePrecision.DAY)
        return Start(self.detected_at, DatePrecision.MINUTE)
