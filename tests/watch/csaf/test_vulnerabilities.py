"""Tests 6.1.6, 6.1.11, 6.1.23, 6.1.24, 6.1.29, 6.1.32 and 6.1.33: vulnerabilities."""

from typing import Any

import pytest

from tests.factories import advisories
from tests.factories.advisories import BOTH, GROUP, ONE, REMOVED, TWO
from vigie.watch.csaf import findings, vulnerabilities

FIRST = "/vulnerabilities/0"
INVOLVED = {"party": "vendor", "status": "in_progress", "date": "2026-11-02T11:00:00+01:00"}
ANOTHER = {"cve": "CVE-2026-1234", "notes": [{"category": "other", "text": "-"}]}
FLAG = {"label": "component_not_present"}

BROKEN = [
    ("6.1.6", f"{FIRST}/product_status/fixed", [ONE]),
    ("6.1.6", f"{FIRST}/product_status/under_investigation", [TWO]),
    ("6.1.6", f"{FIRST}/product_status/first_affected", [TWO]),
    ("6.1.11", f"{FIRST}/cwe/name", "Missing Password"),
    ("6.1.11", f"{FIRST}/cwe/id", "CWE-99999"),
    ("6.1.23", "/vulnerabilities/-", {**ANOTHER, "product_status": {"fixed": [ONE]}}),
    ("6.1.24", f"{FIRST}/involvements/-", INVOLVED),
    ("6.1.29", f"{FIRST}/remediations/0/group_ids", REMOVED),
    ("6.1.32", f"{FIRST}/flags/0/product_ids", REMOVED),
    ("6.1.33", f"{FIRST}/flags/-", {**FLAG, "product_ids": [TWO]}),
]
RIGHT = [
    (f"{FIRST}/product_status/last_affected", [ONE]),
    (f"{FIRST}/product_status/recommended", [TWO]),
    (f"{FIRST}/cwe/name", "No Authentication for Critical Function"),
    (f"{FIRST}/involvements/-", {**INVOLVED, "date": "2026-11-03T10:00:00Z"}),
    (f"{FIRST}/involvements/-", {**INVOLVED, "party": "coordinator"}),
    (f"{FIRST}/flags/-", {**FLAG, "product_ids": [ONE]}),
    (f"{FIRST}/cve", REMOVED),
]


@pytest.mark.parametrize(("test", "pointer", "value"), BROKEN)
def test_a_broken_vulnerability_is_found(test: str, pointer: str, value: Any) -> None:
    found = findings(advisories.document({pointer: value}))
    assert [each.test for each in found] == [test]
    assert found[0].pointer.startswith("/vulnerabilities/")


@pytest.mark.parametrize(("pointer", "value"), RIGHT)
def test_a_right_vulnerability_is_accepted(pointer: str, value: Any) -> None:
    assert findings(advisories.document({pointer: value})) == []


def test_a_second_justification_through_a_group_is_found() -> None:
    flags = [{**FLAG, "group_ids": [GROUP]}, {**FLAG, "product_ids": [BOTH]}]
    found = findings(advisories.document({f"{FIRST}/flags": flags}))
    assert [(each.test, each.pointer) for each in found] == [("6.1.33", f"{FIRST}/flags/1")]


def test_groups_too_large_to_be_followed_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vulnerabilities, "MOST_MEMBERS_SEEN", 2)
    flags = [{**FLAG, "group_ids": [GROUP]}]
    found = findings(advisories.document({f"{FIRST}/flags": flags}))
    assert [each.sentence for each in found] == ["groups of products too large to be followed"]
