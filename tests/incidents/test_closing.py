"""A case ends once it is qualified, and may begin again."""

import pytest
from django.db import IntegrityError

from tests.factories import cases
from vigie.incidents import services
from vigie.incidents.models import Incident, IncidentDeclaration

pytestmark = pytest.mark.django_db


def told(incident: Incident) -> str:
    """Return what the case's declarant is told."""
    return cases.public_state(IncidentDeclaration.objects.get(incident=incident).declaration)


def test_a_case_is_not_closed_before_it_is_qualified() -> None:
    incident = cases.open_case()
    with pytest.raises(services.NotQualified):
        services.close(incident, actor=None)
    assert Incident.objects.get(pk=incident.pk).closed_at is None


def test_a_qualified_case_closes_and_its_declarant_is_told() -> None:
    incident = cases.open_case()
    services.qualify(incident, cases.values(), revision=None, actor=None)

    services.close(incident, actor=None, at=cases.RECEIVED)

    assert Incident.objects.get(pk=incident.pk).closed_at == cases.RECEIVED
    assert told(incident) == "closed"


def test_a_case_closes_once() -> None:
    incident = cases.closed_case()
    with pytest.raises(services.CaseClosed):
        services.close(incident, actor=None)
    assert Incident.objects.get(pk=incident.pk).closed_at == cases.RECEIVED


def test_a_closed_case_opens_again_as_it_was_qualified() -> None:
    incident = cases.closed_case()
    services.reopen(incident, actor=None)
    assert Incident.objects.get(pk=incident.pk).closed_at is None
    assert told(incident) == "qualified"


def test_an_open_case_has_nothing_to_reopen() -> None:
    with pytest.raises(services.CaseOpen):
        services.reopen(cases.open_case(), actor=None)


def test_a_case_never_closes_before_it_opened() -> None:
    incident = cases.open_case()
    services.qualify(incident, cases.values(), revision=None, actor=None)
    with pytest.raises(IntegrityError):
        services.close(incident, actor=None, at=cases.RECEIVED.replace(year=2020))
