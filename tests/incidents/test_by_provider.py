"""The queue and the cases of one provider, however people spell its name."""

import pytest

from tests.factories import cases
from vigie.declarations.models import Declaration
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident
from vigie.incidents.selectors import Narrowing
from vigie.taxonomy.companies import company_key

pytestmark = pytest.mark.django_db


def declared(provider: str, **columns: str) -> Declaration:
    """Return a declaration that names a provider and waits."""
    return cases.waiting(provider=provider, provider_key=company_key(provider), **columns)


def taken(provider: str, **columns: str) -> Incident:
    """Return the open case of a declaration that names a provider."""
    return services.take(declared(provider, **columns).pk, actor=None)


def queue(provider: str, realm: str = "live") -> set[str]:
    """Return the structures of the queue that a provider's name finds."""
    found = selectors.to_triage(realm, Narrowing(provider=provider))
    return {row.structure_name for row in found}


def open_ones(provider: str, realm: str = "live") -> list[Incident]:
    """Return the open cases that a provider's name finds."""
    return list(selectors.open_cases(realm, Narrowing(provider=provider)))


@pytest.mark.parametrize("typed", ["Dédalus", "dedalus", "DEDALUS S.A.S."])
def test_the_queue_narrows_to_a_provider_in_any_spelling(typed: str) -> None:
    declared("Dedalus SAS", structure_name="theirs")
    declared("Orange", structure_name="of another")
    cases.waiting(structure_name="of nobody")
    assert queue(typed) == {"theirs"}


@pytest.mark.parametrize("typed", ["!!!", "Nobody knows them", "%", "x" * 300])
def test_a_name_that_is_nobodys_finds_nothing(typed: str) -> None:
    cases.waiting()
    declared("Dedalus")
    taken("Dedalus")
    assert queue(typed) == set()
    assert open_ones(typed) == []


def test_another_realm_is_not_shown() -> None:
    declared("Dedalus", realm="demo", structure_name="demonstration")
    case = taken("Dedalus", realm="demo")
    assert queue("Dedalus") == set()
    assert open_ones("Dedalus") == []
    assert queue("Dedalus", "demo") == {"demonstration"}
    assert open_ones("Dedalus", "demo") == [case]


def test_a_case_is_of_the_provider_declared_until_the_csirt_says_otherwise() -> None:
    incident = taken("Dedalus")
    assert open_ones("Dedalus") == [incident]
    said = cases.values(provider="Maincare")
    services.qualify(incident, said, revision=None, actor=None)
    assert open_ones("Dedalus") == []
    assert open_ones("Maincare") == [incident]


def test_a_closed_case_keeps_its_provider_and_its_region() -> None:
    incident = taken("Dedalus", region="53")
    said = cases.values(provider="Dedalus")
    services.qualify(incident, said, revision=None, actor=None)
    services.close(incident, actor=None)
    narrowings = (
        Narrowing(provider="Dedalus"),
        Narrowing(region="53"),
        Narrowing(provider="Dedalus", region="11"),
    )
    found = [list(selectors.closed_cases("live", each)) for each in narrowings]
    assert found == [[incident], [incident], []]
