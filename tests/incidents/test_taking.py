"""An analyst takes a declaration from the queue: once, whoever clicks first."""

import threading

import pytest
from django.db import connection

from tests.factories import cases
from vigie.accounts.enums import Role
from vigie.incidents import services
from vigie.incidents.models import Incident, IncidentDeclaration

pytestmark = pytest.mark.django_db


def test_taking_opens_a_case_led_by_the_one_who_took_it() -> None:
    analyst = cases.person()
    declaration = cases.waiting()

    incident = services.take(declaration.pk, actor=analyst, at=cases.RECEIVED)

    assert incident.reference.startswith("INC-")
    assert incident.lead == analyst
    assert incident.opened_at == cases.RECEIVED
    link = IncidentDeclaration.objects.get(declaration=declaration)
    assert (link.incident, link.taken_by, link.taken_at) == (incident, analyst, cases.RECEIVED)


def test_the_declarant_is_told_that_somebody_is_on_it() -> None:
    declaration = cases.waiting()
    services.take(declaration.pk, actor=cases.person())
    assert cases.public_state(declaration) == "in_progress"


def test_the_second_analyst_learns_who_was_faster_and_opens_no_case() -> None:
    first = cases.person(name="First")
    declaration = cases.waiting()
    taken = services.take(declaration.pk, actor=first, at=cases.RECEIVED)

    with pytest.raises(services.AlreadyTaken) as refusal:
        services.take(declaration.pk, actor=cases.person(name="Second"))

    link = refusal.value.link
    assert (link.taken_by, link.taken_at, link.incident) == (first, cases.RECEIVED, taken)
    assert Incident.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_analysts_who_click_together_one_takes_it() -> None:
    people = [cases.person(name="First"), cases.person(name="Second")]
    declaration = cases.waiting()
    ready = threading.Barrier(2)
    outcomes: list[object] = []

    def click(who: int) -> None:
        try:
            ready.wait()
            outcomes.append(services.take(declaration.pk, actor=people[who]))
        except services.AlreadyTaken as refusal:
            outcomes.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=click, args=(who,)) for who in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyTaken", "Incident"]
    assert Incident.objects.count() == 1


def test_one_event_told_by_two_structures_is_one_case() -> None:
    incident = cases.open_case()
    second = cases.waiting(structure_name="Clinique voisine")

    services.take_into(incident, second.pk, actor=cases.person())

    assert incident.links.count() == 2
    assert cases.public_state(second) == "in_progress"


def test_a_declaration_that_joins_a_qualified_case_is_shown_as_qualified() -> None:
    incident = cases.open_case()
    services.qualify(incident, cases.values(), revision=None, actor=None)
    second = cases.waiting()

    services.take_into(incident, second.pk, actor=None)

    assert cases.public_state(second) == "qualified"


def test_a_taken_declaration_does_not_join_another_case() -> None:
    incident = cases.open_case()
    taken = cases.waiting()
    services.take(taken.pk, actor=None)
    with pytest.raises(services.AlreadyTaken):
        services.take_into(incident, taken.pk, actor=None)


def test_a_closed_case_takes_nothing_more() -> None:
    incident = cases.closed_case()
    with pytest.raises(services.CaseClosed):
        services.take_into(incident, cases.waiting().pk, actor=None)


def test_a_case_never_gathers_two_realms() -> None:
    incident = cases.open_case(realm="live")
    exercise = cases.waiting(realm="exercise:winter")

    with pytest.raises(services.OtherRealm):
        services.take_into(incident, exercise.pk, actor=None)

    assert incident.links.count() == 1
    assert services.take(exercise.pk, actor=None).realm == "exercise:winter"


def test_a_reference_already_in_use_is_replaced_by_another(monkeypatch: pytest.MonkeyPatch) -> None:
    used = cases.open_case().reference
    fresh = iter([used, "INC-2222-2222"])
    monkeypatch.setattr("vigie.core.references.new_reference", lambda **_: next(fresh))
    declaration = cases.waiting(reference="VIG-2222-2222")

    assert services.take(declaration.pk, actor=None).reference == "INC-2222-2222"


def test_a_colleague_may_be_named_to_lead() -> None:
    incident = cases.open_case()
    colleague = cases.person(Role.DUTY_LEAD)
    services.assign_lead(incident, colleague, actor=cases.person())
    incident.refresh_from_db()
    assert incident.lead == colleague


def test_who_handles_no_case_leads_none() -> None:
    with pytest.raises(services.CannotLead):
        services.assign_lead(cases.open_case(), cases.person(Role.AUTHORITY), actor=None)
