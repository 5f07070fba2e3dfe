"""Tests 6.1.26 and 6.1.27.1 to 6.1.27.11: what a category of documents must hold."""

from typing import Any

import pytest

from tests.factories import advisories
from tests.factories.advisories import GROUP, ONE, REMOVED, TWO
from vigie.watch.csaf import findings

FIRST = "/vulnerabilities/0"
SELF = [{"category": "self", "summary": "This", "url": "https://psirt.example/1"}]
LEGAL = [{"category": "legal_disclaimer", "text": "No promise."}]
ACTION = [{"category": "mitigation", "details": "Unplug", "product_ids": [ONE]}]

INFORMATIONAL = [
    ("6.1.27.1", "/document/notes", LEGAL),
    ("6.1.27.1", "/document/notes", REMOVED),
    ("6.1.27.2", "/document/references", SELF),
    ("6.1.27.2", "/document/references", REMOVED),
    ("6.1.27.3", "/vulnerabilities", [{"notes": LEGAL}]),
]
ADVISORY = [
    ("6.1.27.4", "/product_tree", REMOVED),
    ("6.1.27.5", f"{FIRST}/notes", REMOVED),
    ("6.1.27.6", f"{FIRST}/product_status", REMOVED),
    ("6.1.27.11", "/vulnerabilities", REMOVED),
]
VEX = [
    ("6.1.27.4", "/product_tree", REMOVED),
    ("6.1.27.5", f"{FIRST}/notes", REMOVED),
    ("6.1.27.7", f"{FIRST}/product_status", {"recommended": [TWO]}),
    ("6.1.27.8", f"{FIRST}/cve", REMOVED),
    ("6.1.27.10", f"{FIRST}/remediations", ACTION),
    ("6.1.27.11", "/vulnerabilities", REMOVED),
]


def failed(document: Any) -> set[str]:
    return {each.test for each in findings(document)}


@pytest.mark.parametrize(("test", "pointer", "value"), INFORMATIONAL)
def test_what_informs_lacks_something(test: str, pointer: str, value: Any) -> None:
    assert failed(advisories.informational({pointer: value})) == {test}
    incident = {"/document/category": "csaf_security_incident_response", pointer: value}
    expected = {test} - {"6.1.27.3"}
    assert failed(advisories.informational(incident)) == expected


@pytest.mark.parametrize(("test", "pointer", "value"), ADVISORY)
def test_an_advisory_lacks_something(test: str, pointer: str, value: Any) -> None:
    assert test in failed(advisories.document({pointer: value}))


@pytest.mark.parametrize(("test", "pointer", "value"), VEX)
def test_a_vex_document_lacks_something(test: str, pointer: str, value: Any) -> None:
    assert test in failed(advisories.vex({pointer: value}))


@pytest.mark.parametrize("made", [advisories.document, advisories.vex, advisories.informational])
def test_what_lacks_nothing_is_accepted(made: Any) -> None:
    assert findings(made()) == []


def test_what_is_of_no_profile_need_hold_none_of_it() -> None:
    base = {
        "/document/category": "csaf_base",
        "/product_tree": REMOVED,
        "/vulnerabilities": REMOVED,
    }
    assert findings(advisories.document(base)) == []


def test_vex_says_why_a_product_is_not_affected() -> None:
    nothing = {f"{FIRST}/flags": REMOVED, f"{FIRST}/threats": REMOVED}
    flag = [{"label": "component_not_present", "product_ids": [TWO]}]
    impact = [{"category": "impact", "details": "-", "product_ids": [TWO]}]
    other = [{"category": "exploit_status", "details": "-", "product_ids": [TWO]}]
    assert failed(advisories.vex(nothing)) == {"6.1.27.9"}
    assert failed(advisories.vex({**nothing, f"{FIRST}/flags": flag})) == set()
    assert failed(advisories.vex({**nothing, f"{FIRST}/threats": impact})) == set()
    assert failed(advisories.vex({**nothing, f"{FIRST}/threats": other})) == {"6.1.27.9"}


def test_a_group_speaks_for_its_products() -> None:
    action = [{"category": "mitigation", "details": "Unplug", "group_ids": [GROUP]}]
    assert failed(advisories.vex({f"{FIRST}/remediations": action})) == set()


@pytest.mark.parametrize(
    "category",
    ["Csaf_a", "Informational Advisory", "security-incident-response", "Security      Advisory",
     "veX", "V_eX", "csafvex", "CSAF_BASE", "se\u2010curity\u2013advisory"],
)  # fmt: skip
def test_a_name_that_looks_like_a_profile_is_found(category: str) -> None:
    assert failed(advisories.document({"/document/category": category})) == {"6.1.26"}


@pytest.mark.parametrize("category", ["csaf_base", "Example Company Security Notice"])
def test_a_name_of_ones_own_is_accepted(category: str) -> None:
    assert findings(advisories.document({"/document/category": category})) == []
