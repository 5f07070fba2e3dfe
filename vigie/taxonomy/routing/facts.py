"""What routing looks at in a case, and which plain facts an authority may be shown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from vigie.taxonomy.codes import CareImpact, Endangerment, LegalStatus, Origin, Touched
from vigie.taxonomy.regimes.conditions import NOT_KNOWN, Answers, Vocabulary
from vigie.taxonomy.terms import scheme

# Each fact that a condition may name, and the scheme of its codes.
SCHEMES = {
    "region": "region",
    "structure_kind": "structure_kind",
    "structure_status": "legal_status",
    "operator_status": "operator_status",
    "nature": "declaration_nature",
    "kind": "incident_kind",
    "origin": "origin",
    "care_impact": "care_impact",
    "endangerment": "endangerment",
    "data_availability": "touched",
    "data_integrity": "touched",
    "data_confidentiality": "touched",
    "others_touched": "touched",
    "cross_border": "touched",
    "in_scope": "touched",
    "significant": "touched",
    "severity": "severity",
    "systems": "system",
}


@cache
def vocabulary() -> Vocabulary:
    """Return the codes that each fact may take; what is not known may always be."""
    return {fact: frozenset(scheme(name).codes) | {NOT_KNOWN} for fact, name in SCHEMES.items()}


@dataclass(frozen=True, kw_only=True)
class RoutedFacts:
    """The facts of one declaration of a case, as they are known: qualified, else declared.

    `reached`: from which moments on the case may be told (`Moment`).
    """

    at: datetime
    reached: frozenset[str]
    structure_kind: str
    region: str = NOT_KNOWN
    structure_status: str = LegalStatus.UNKNOWN
    operator_status: str = NOT_KNOWN
    nature: str = NOT_KNOWN
    kind: str = NOT_KNOWN
    origin: str = Origin.UNKNOWN
    care_impact: str = CareImpact.UNKNOWN
    endangerment: str = Endangerment.UNKNOWN
    data_availability: str = Touched.UNKNOWN
    data_integrity: str = Touched.UNKNOWN
    data_confidentiality: str = Touched.UNKNOWN
    others_touched: str = Touched.UNKNOWN
    cross_border: str = Touched.UNKNOWN
    in_scope: str = Touched.UNKNOWN
    significant: str = Touched.UNKNOWN
    severity: str = NOT_KNOWN
    systems: tuple[str, ...] = ()

    @property
    def answers(self) -> Answers:
        """The facts by name, as conditions read them."""
        return {name: getattr(self, name) for name in SCHEMES}


def granted_fields(groups: Iterable[str]) -> frozenset[str]:
    """Return the names of the plain facts that these groups hold."""
    terms = scheme("fact_group").terms
    return frozenset(field for group in groups for field in terms[group].extra["fields"])
