"""Tests 6.1.1 to 6.1.5, 6.1.13, 6.1.25 and 6.1.31 of CSAF 2.0: the product tree."""

from typing import Any

import pytest

from tests.factories import advisories
from tests.factories.advisories import BOTH, GROUP, ONE, TWO
from vigie.watch.csaf import findings

VERSION = "/product_tree/branches/0/branches/0/branches/0"
RELATIONSHIP = "/product_tree/relationships/0"
FLAG = "/vulnerabilities/0/flags/0"
HELPER = f"{VERSION}/product/product_identification_helper"
DIGEST = {"algorithm": "sha256", "value": "f" * 64}

BROKEN = [
    ("6.1.1", f"{RELATIONSHIP}/product_reference", "P-9"),
    ("6.1.1", "/product_tree/product_groups/0/product_ids/1", "P-9"),
    ("6.1.1", "/vulnerabilities/0/scores/0/products/0", "P-9"),
    ("6.1.1", f"{FLAG}/product_ids/0", "P-9"),
    ("6.1.1", "/vulnerabilities/0/product_status/known_affected/0", "P-9"),
    ("6.1.2", f"{RELATIONSHIP}/full_product_name/product_id", ONE),
    ("6.1.3", f"{RELATIONSHIP}/relates_to_product_reference", BOTH),
    ("6.1.4", "/vulnerabilities/0/remediations/0/group_ids/0", "G-9"),
    ("6.1.5", "/product_tree/product_groups/-", {"group_id": GROUP, "product_ids": [ONE, TWO]}),
    ("6.1.13", f"{HELPER}/purl", "pkg:maven/@1.3.4"),
    ("6.1.25", f"{HELPER}/hashes/0/file_hashes/-", DIGEST),
    ("6.1.31", f"{VERSION}/name", "1.0 and earlier"),
    ("6.1.31", f"{VERSION}/name", "<2"),
]
RIGHT = [
    (f"{VERSION}/name", "after-eight"),
    (f"{VERSION}/name", "1.0 for all-in-one"),
    (f"{HELPER}/purl", "pkg:maven/org.example/imaging@1.3.4"),
    (f"{HELPER}/hashes/0/file_hashes/-", {**DIGEST, "algorithm": "sha512"}),
]


@pytest.mark.parametrize(("test", "pointer", "value"), BROKEN)
def test_a_broken_product_tree_is_found(test: str, pointer: str, value: Any) -> None:
    found = findings(advisories.document({pointer: value}))
    assert test in {each.test for each in found}
    where = {each.pointer for each in found if each.test == test}
    assert any(each.startswith(pointer.rpartition("/")[0]) for each in where), where


@pytest.mark.parametrize(("pointer", "value"), RIGHT)
def test_a_right_product_tree_is_accepted(pointer: str, value: Any) -> None:
    assert findings(advisories.document({pointer: value})) == []


def test_a_range_is_right_where_a_range_is_announced() -> None:
    branch = {"category": "product_version_range", "name": "vers:generic/<2"}
    tree = advisories.document()
    tree["product_tree"]["branches"][0]["branches"][0]["branches"][0].update(branch)
    assert findings(tree) == []


def test_a_circle_of_several_products_is_found_whatever_its_length() -> None:
    count = 5000
    relationships = [
        {
            "category": "installed_on",
            "product_reference": f"C-{(place + 1) % count}",
            "relates_to_product_reference": ONE,
            "full_product_name": {"product_id": f"C-{place}", "name": "Part"},
        }
        for place in range(count)
    ]
    circle = advisories.document()
    circle["product_tree"]["relationships"] += relationships
    assert [each.test for each in findings(circle)] == ["6.1.3"]


def test_a_product_found_twice_on_the_way_is_no_circle() -> None:
    twice = {"/product_tree/relationships/0/relates_to_product_reference": ONE}
    assert findings(advisories.document(twice)) == []
