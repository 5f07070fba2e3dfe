"""How many structures there are, for rates."""

from datetime import timedelta

import pytest

from tests.observatory.builders import NOON, a_structure, facts_of
from vigie.observatory.facts.directory import DirectoryFact

pytestmark = pytest.mark.django_db


def test_open_structures_are_counted_by_region_kind_and_status() -> None:
    a_structure(region="84")
    a_structure(region="84")
    a_structure(region="84", legal_status="private_nonprofit")
    hospitals = "health_establishment"
    assert sorted(facts_of("live", "directory")) == [
        DirectoryFact("84", hospitals, "private_nonprofit", 1),
        DirectoryFact("84", hospitals, "public", 2),
    ]


def test_what_is_not_open_at_the_moment_of_the_snapshot_is_not_counted() -> None:
    today = NOON.date()
    a_structure(closed_on=today)
    a_structure(closed_on=today + timedelta(days=1))
    a_structure(opened_on=today + timedelta(days=1))
    a_structure(opened_on=today)
    assert sum(fact.structures for fact in facts_of("live", "directory")) == 2


def test_groups_that_are_not_known_are_one_group() -> None:
    a_structure(region="")
    a_structure(region="Zz")
    (fact,) = facts_of("live", "directory")
    assert (fact.region, fact.structures) == ("unknown", 2)
