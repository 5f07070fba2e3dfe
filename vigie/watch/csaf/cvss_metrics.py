"""Metrics of CVSS as its JSON schemas spell them, and as its vectors do."""

from collections.abc import Iterator
from typing import Any

LEVELS = {"NONE": "N", "LOW": "L", "HIGH": "H"}
REQUIREMENT = {"LOW": "L", "MEDIUM": "M", "HIGH": "H"}
VECTOR = {"NETWORK": "N", "ADJACENT_NETWORK": "A", "LOCAL": "L"}
EXPLOITABILITY = {"UNPROVEN": "U", "FUNCTIONAL": "F", "HIGH": "H"}

Metrics = dict[str, tuple[str, dict[str, str]]]

VERSION_2: Metrics = {
    "accessVector": ("AV", VECTOR),
    "accessComplexity": ("AC", {"LOW": "L", "MEDIUM": "M", "HIGH": "H"}),
    "authentication": ("Au", {"MULTIPLE": "M", "SINGLE": "S", "NONE": "N"}),
    **{
        f"{name}Impact": (letter, {"NONE": "N", "PARTIAL": "P", "COMPLETE": "C"})
        for name, letter in (("confidentiality", "C"), ("integrity", "I"), ("availability", "A"))
    },
    "exploitability": ("E", {**EXPLOITABILITY, "PROOF_OF_CONCEPT": "POC"}),
    "remediationLevel": (
        "RL",
        {"OFFICIAL_FIX": "OF", "TEMPORARY_FIX": "TF", "WORKAROUND": "W", "UNAVAILABLE": "U"},
    ),
    "reportConfidence": ("RC", {"UNCONFIRMED": "UC", "UNCORROBORATED": "UR", "CONFIRMED": "C"}),
    "collateralDamagePotential": ("CDP", {**LEVELS, "LOW_MEDIUM": "LM", "MEDIUM_HIGH": "MH"}),
    "targetDistribution": ("TD", {**LEVELS, "MEDIUM": "M"}),
    "confidentialityRequirement": ("CR", REQUIREMENT),
    "integrityRequirement": ("IR", REQUIREMENT),
    "availabilityRequirement": ("AR", REQUIREMENT),
}

BASE_3: Metrics = {
    "attackVector": ("AV", {**VECTOR, "PHYSICAL": "P"}),
    "attackComplexity": ("AC", {"LOW": "L", "HIGH": "H"}),
    "privilegesRequired": ("PR", LEVELS),
    "userInteraction": ("UI", {"NONE": "N", "REQUIRED": "R"}),
    "scope": ("S", {"UNCHANGED": "U", "CHANGED": "C"}),
    "confidentialityImpact": ("C", LEVELS),
    "integrityImpact": ("I", LEVELS),
    "availabilityImpact": ("A", LEVELS),
}

VERSION_3: Metrics = {
    **BASE_3,
    **{
        f"modified{name[0].upper()}{name[1:]}": (f"M{letter}", values)
        for name, (letter, values) in BASE_3.items()
    },
    "exploitCodeMaturity": ("E", {**EXPLOITABILITY, "PROOF_OF_CONCEPT": "P"}),
    "remediationLevel": (
        "RL",
        {"OFFICIAL_FIX": "O", "TEMPORARY_FIX": "T", "WORKAROUND": "W", "UNAVAILABLE": "U"},
    ),
    "reportConfidence": ("RC", {"UNKNOWN": "U", "REASONABLE": "R", "CONFIRMED": "C"}),
    "confidentialityRequirement": ("CR", REQUIREMENT),
    "integrityRequirement": ("IR", REQUIREMENT),
    "availabilityRequirement": ("AR", REQUIREMENT),
}
# As vectors of either version say that a metric is not defined.
UNDEFINED = {"ND", "X"}


def contradictions(given: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each property of a CVSS object that its vector contradicts, and what the vector says.

    A vector that is silent of a metric contradicts nothing, as in the standard's own test data.
    `given` is what the schema of its version accepts.
    """
    metrics = VERSION_2 if given["version"] == "2.0" else VERSION_3
    parts = (part.partition(":") for part in given["vectorString"].split("/"))
    vector = {metric: value for metric, _, value in parts}
    for name, (metric, values) in metrics.items():
        said = vector.get(metric)
        if said and name in given and not _is_said(given[name], values, said):
            yield name, f"{metric}:{said}"


def _is_said(word: str, values: dict[str, str], said: str) -> bool:
    return values[word] == said if word in values else said in UNDEFINED
