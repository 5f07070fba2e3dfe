"""Declared facts, from “nothing is touched” on."""

from datetime import UTC, datetime, timedelta
from typing import Any

from vigie.taxonomy import regimes
from vigie.taxonomy.regimes import DeclaredFacts, Obligation

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
# A detected incident of which every answer is “no”.
NOTHING = {
    "kind": "other",
    "origin": "not_malicious",
    "care_impact": "none",
    "endangerment": "none",
    "data_availability": "no",
    "data_integrity": "no",
    "data_confidentiality": "no",
    "others_touched": "no",
    "care_organisation": "no",
}
HOSPITAL = "health_establishment"


def facts(structure_kind: str = HOSPITAL, **answers: Any) -> DeclaredFacts:
    given = {"received_at": NOW, "detected_at": NOW - timedelta(hours=1), **NOTHING, **answers}
    return DeclaredFacts(structure_kind=structure_kind, **given)


def obligation(regime: str, structure_kind: str = HOSPITAL, **answers: Any) -> Obligation:
    found = regimes.obligations(facts(structure_kind, **answers), at=NOW)
    (only,) = [each for each in found if each.regime == regime]
    return only
