import re

import pytest

from vigie.observatory.catalogue import BREAKDOWNS, NATIONAL, Definition
from vigie.observatory.facts.declarations import DeclarationFact
from vigie.taxonomy.terms import scheme

SCHEMES = {
    "kind": "incident_kind",
    "data_availability": "touched",
    "data_integrity": "touched",
    "data_confidentiality": "touched",
}


def test_keys_are_unique() -> None:
    keys = [each.key for each in NATIONAL] + [each.key for each in BREAKDOWNS]

    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("definition", NATIONAL, ids=lambda each: each.key)
def test_codes_in_predicates_are_codes_of_the_taxonomy(definition: Definition) -> None:
    compared = re.findall(r"(\w+) (?:= |IN \()('[^)]*')", definition.counted)

    for column, codes in compared:
        for code in re.findall(r"'(\w+)'", codes):
            assert code in scheme(SCHEMES.get(column, column))


@pytest.mark.parametrize("definition", NATIONAL, ids=lambda each: each.key)
def test_a_share_says_so_in_its_key(definition: Definition) -> None:
    assert (definition.out_of is not None) == definition.key.startswith("share_")


def test_breakdowns_are_over_columns_of_the_facts() -> None:
    assert {each.column for each in BREAKDOWNS} <= set(DeclarationFact._fields)
