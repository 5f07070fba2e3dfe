"""One realm at a time, by a number of queries that does not grow."""

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases, notices
from tests.observatory.builders import facts_of
from vigie.declarations.models import Declaration
from vigie.incidents import services
from vigie.incidents.models import SupportRequest
from vigie.observatory.facts import RELATIONS

pytestmark = pytest.mark.django_db
QUERIES = {
    "declarations": 2,
    "incidents": 1,
    "deadlines": 2,
    "support": 1,
    "notices": 2,
    "directory": 1,
}


def a_case(realm: str) -> None:
    incident = notices.case_of(notices.declared(region="53", realm=realm))
    services.qualify(incident, cases.values(), revision=None, actor=None)
    notices.told(incident)
    declaration = Declaration.objects.get(incident_link__incident=incident)
    SupportRequest.objects.create(
        incident=incident, declaration=declaration, kind="advice", asked_at=incident.opened_at
    )


@pytest.mark.parametrize("relation", RELATIONS)
def test_the_number_of_queries_does_not_grow(
    relation: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(3):
        a_case("live")
    with django_assert_num_queries(QUERIES[relation]):
        assert facts_of("live", relation)


@pytest.mark.parametrize("relation", sorted(RELATIONS.keys() - {"directory"}))
def test_a_realm_is_read_alone(relation: str) -> None:
    a_case("live")
    before = facts_of("live", relation)
    a_case("exercise:autumn")

    assert facts_of("live", relation) == before
    theirs = facts_of("exercise:autumn", relation)
    assert {fact.realm for fact in theirs} == {"exercise:autumn"}
    assert not {fact.structure for fact in theirs} & {fact.structure for fact in before}
