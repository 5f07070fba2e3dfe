"""Merged, split and put back: a case is counted once, a declaration once."""

import pytest

from tests.observatory.builders import declared, facts_of, measure, qualified, taken
from vigie.incidents import services
from vigie.observatory.measures import Count, Share

pytestmark = pytest.mark.django_db


def test_a_merged_case_is_one_incident_and_its_declarations_count_once_each() -> None:
    merged = qualified(declared(), declared(), origin="malicious").incident
    survivor = qualified(declared(), origin="not_malicious").incident
    assert measure("incidents") == Count(2)

    operation = services.merge(merged, survivor, actor=None)

    assert measure("incidents") == Count(1)
    assert measure("declarations") == Count(3)
    assert measure("share_malicious") == Share(0, 3)

    services.undo_merge(operation, actor=None)
    assert measure("incidents") == Count(2)
    assert measure("share_malicious") == Share(2, 3)


def test_what_is_split_out_is_pending_until_it_is_qualified() -> None:
    first, second = declared(), declared()
    source = qualified(first, second).incident
    assert {fact.qualified for fact in facts_of("demo")} == {True}

    services.split(source, [second.pk], actor=None)

    found = facts_of("demo")
    assert len(found) == 2
    assert len({fact.incident for fact in found}) == 2
    assert sorted(fact.qualified for fact in found) == [False, True]


def test_a_case_merged_before_it_was_qualified_reads_as_its_survivor() -> None:
    merged, survivor = taken(declared()), qualified(declared(), severity="critical").incident
    services.merge(merged, survivor, actor=None)
    assert {fact.severity for fact in facts_of("demo")} == {"critical"}
