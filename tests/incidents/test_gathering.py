"""A provider's failure, declared by many, is one case."""

import pytest

from tests.factories import cases
from vigie.incidents import services

pytestmark = pytest.mark.django_db


def test_many_declarations_are_taken_in_one_go() -> None:
    incident = cases.open_case()
    services.qualify(incident, cases.values(), revision=None, actor=None)
    waiting = [cases.waiting() for _ in range(5)]

    gathered = services.gather(incident, [each.pk for each in waiting], actor=cases.person())

    assert (gathered.taken, gathered.already) == (5, ())
    assert incident.links.count() == 6
    assert {cases.public_state(each) for each in waiting} == {"qualified"}


def test_what_somebody_took_meanwhile_stays_with_them_and_is_told() -> None:
    incident, theirs = cases.open_case(), cases.waiting()
    elsewhere = services.take(theirs.pk, actor=None)

    gathered = services.gather(incident, [theirs.pk, cases.waiting().pk], actor=None)

    assert gathered.taken == 1
    assert [link.incident for link in gathered.already] == [elsewhere]


def test_a_closed_case_or_another_realm_takes_none_of_them() -> None:
    closed = cases.closed_case()
    with pytest.raises(services.CaseClosed):
        services.gather(closed, [cases.waiting().pk], actor=None)
    incident = cases.open_case()
    with pytest.raises(services.OtherRealm):
        services.gather(incident, [cases.waiting().pk, cases.waiting(realm="demo").pk], actor=None)
    assert incident.links.count() == 1
