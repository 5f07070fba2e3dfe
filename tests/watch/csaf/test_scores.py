"""Tests 6.1.7 to 6.1.10: scores of CVSS."""

from typing import Any

import pytest

from tests.factories import advisories
from tests.factories.advisories import ONE, REMOVED
from vigie.watch.csaf import findings

SCORES = "/vulnerabilities/0/scores"
CVSS = f"{SCORES}/0/cvss_v3"
SECOND_VERSION = {
    "version": "2.0",
    "vectorString": "AV:N/AC:L/Au:N/C:C/I:C/A:C",
    "baseScore": 10.0,
    "environmentalScore": 10.0,
    "accessVector": "NETWORK",
    "targetDistribution": "NOT_DEFINED",
}
WITH_TEMPORAL = f"{advisories.VECTOR}/E:P/RL:O/RC:C"

BROKEN = [
    ("6.1.8", f"{CVSS}/baseSeverity", REMOVED),
    ("6.1.8", f"{CVSS}/version", "3.2"),
    ("6.1.9", f"{CVSS}/baseScore", 9.7),
    ("6.1.9", f"{CVSS}/baseSeverity", "HIGH"),
    ("6.1.9", f"{CVSS}/temporalScore", 1.0),
    ("6.1.9", f"{CVSS}/environmentalSeverity", "LOW"),
    ("6.1.9", f"{CVSS}/vectorString", "CVSS:3.1/AV:N/AC:L"),
    ("6.1.10", f"{CVSS}/attackVector", "LOCAL"),
    ("6.1.10", f"{CVSS}/scope", "CHANGED"),
]


@pytest.mark.parametrize(("test", "pointer", "value"), BROKEN)
def test_a_broken_score_is_found(test: str, pointer: str, value: Any) -> None:
    found = findings(advisories.document({pointer: value}))
    assert [each.test for each in found] == [test]
    assert found[0].pointer.startswith(CVSS)


def test_two_scores_of_one_version_for_a_product_are_found() -> None:
    given = advisories.document()
    scores = given["vulnerabilities"][0]["scores"]
    scores.append(scores[0])
    assert [(each.test, each.pointer) for each in findings(given)] == [
        ("6.1.7", f"{SCORES}/1/products/0")
    ]


def test_scores_of_two_versions_for_a_product_are_right() -> None:
    second = {"products": [ONE], "cvss_v2": SECOND_VERSION}
    assert findings(advisories.document({f"{SCORES}/-": second})) == []


@pytest.mark.parametrize(
    ("name", "value", "test"),
    [
        ("accessVector", "LOCAL", "6.1.10"),
        ("baseScore", 9.0, "6.1.9"),
        ("environmentalScore", 0, "6.1.9"),
        ("version", REMOVED, "6.1.8"),
    ],
)
def test_the_second_version_is_held_to_the_same(name: str, value: Any, test: str) -> None:
    given = advisories.document({f"{SCORES}/0": {"products": [ONE], "cvss_v2": {**SECOND_VERSION}}})
    broken = advisories.changed(given, {f"{SCORES}/0/cvss_v2/{name}": value})
    assert [each.test for each in findings(broken)] == [test]


def test_temporal_metrics_are_computed_and_compared() -> None:
    right = {
        f"{CVSS}/vectorString": WITH_TEMPORAL,
        f"{CVSS}/temporalScore": 8.8,
        f"{CVSS}/temporalSeverity": "HIGH",
        f"{CVSS}/exploitCodeMaturity": "PROOF_OF_CONCEPT",
        f"{CVSS}/modifiedAttackVector": "NOT_DEFINED",
    }
    assert findings(advisories.document(right)) == []
    wrong = {**right, f"{CVSS}/exploitCodeMaturity": "NOT_DEFINED"}
    assert [each.test for each in findings(advisories.document(wrong))] == ["6.1.10"]
