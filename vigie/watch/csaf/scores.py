"""Tests of CVSS: one score a product, computed from its vector, told the same everywhere."""

from collections.abc import Iterator
from typing import Any

from cvss import CVSS2, CVSS3
from cvss.exceptions import CVSSError

from vigie.watch.csaf.cvss_metrics import contradictions
from vigie.watch.csaf.findings import Document, Fault, Test
from vigie.watch.csaf.structure import items, vulnerabilities

COMPUTED = {
    "baseScore": "base_score",
    "temporalScore": "temporal_score",
    "environmentalScore": "environmental_score",
}
SEVERITIES = ("baseSeverity", "temporalSeverity", "environmentalSeverity")


def several_scores(document: Document) -> Iterator[Fault]:
    """6.1.7: a product has one score of each version of CVSS."""
    for where, vulnerability in vulnerabilities(document):
        seen: set[tuple[str, str]] = set()
        for score, each in items(vulnerability, where, "scores"):
            for name in {"cvss_v2", "cvss_v3"} & each.keys():
                version = each[name]["version"]
                for place, product in enumerate(each["products"]):
                    if (version, product) in seen:
                        sentence = f"“{product}” has more than one score of CVSS {version}"
                        yield f"{score}/products/{place}", sentence
                    seen.add((version, product))


def wrong_scores(document: Document) -> Iterator[Fault]:
    """6.1.9: scores and severities are those that the vector gives."""
    for pointer, given in _cvss(document):
        vector = given["vectorString"]
        try:
            computed = CVSS3(vector) if vector.startswith("CVSS:3") else CVSS2(vector)
        except CVSSError:
            yield f"{pointer}/vectorString", "a vector from which nothing can be computed"
            continue
        yield from _differences(pointer, given, computed)


def _differences(pointer: str, given: dict[str, Any], computed: CVSS2 | CVSS3) -> Iterator[Fault]:
    right = 0.0
    for name, attribute in COMPUTED.items():
        score = getattr(computed, attribute)
        # Where a vector has no temporal or environmental metric, the score before it stands.
        right = right if score is None else float(score)
        if name in given and given[name] != right:
            yield f"{pointer}/{name}", f"the vector gives {right}"
    if isinstance(computed, CVSS3):
        for name, severity in zip(SEVERITIES, computed.severities(), strict=True):
            if name in given and given[name] != severity.upper():
                yield f"{pointer}/{name}", f"the vector gives {severity.upper()}"


def contradicting_metrics(document: Document) -> Iterator[Fault]:
    """6.1.10: what is said beside a vector is what the vector says."""
    for pointer, given in _cvss(document):
        for name, right in contradictions(given):
            yield f"{pointer}/{name}", f"the vector says {right}"


def _cvss(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    for where, vulnerability in vulnerabilities(document):
        for score, each in items(vulnerability, where, "scores"):
            for name in ("cvss_v2", "cvss_v3"):
                if name in each:
                    yield f"{score}/{name}", each[name]


TESTS: dict[str, Test] = {
    "6.1.7": several_scores,
    "6.1.9": wrong_scores,
    "6.1.10": contradicting_metrics,
}
