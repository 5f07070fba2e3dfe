"""Who at the desk sees which declarations and cases."""

import pytest

from tests.factories import cases
from vigie.accounts.enums import Role
from vigie.incidents import access, selectors
from vigie.incidents.models import Incident

pytestmark = pytest.mark.django_db

HANDLERS = [Role.ANALYST, Role.DUTY_LEAD]
OTHERS = [Role.AUTHORITY, Role.STATISTICIAN, Role.ADMINISTRATOR]


@pytest.mark.parametrize("role", HANDLERS)
def test_those_who_handle_cases_see_every_region_and_may_open_what_is_sealed(role: Role) -> None:
    user = cases.person(role, regions=["11"])
    declaration = cases.waiting(region="53")
    assert list(access.visible_declarations(user)) == [declaration]
    assert access.can_open_sealed(user, declaration)


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_sees_a_declaration_as_it_stands(role: Role) -> None:
    cases.waiting()
    assert not access.visible_declarations(cases.person(role)).exists()


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_opens_what_is_sealed_nor_handles_a_case(role: Role) -> None:
    user = cases.person(role)
    assert not access.can_open_sealed(user, cases.waiting())
    assert not access.can_handle(user)


@pytest.mark.parametrize("role", OTHERS)
def test_nobody_else_sees_a_case(role: Role) -> None:
    incident = cases.open_case()
    with pytest.raises(Incident.DoesNotExist):
        selectors.case(cases.person(role), incident.reference)


def test_a_person_who_left_sees_nothing() -> None:
    gone = cases.person(is_active=False)
    declaration = cases.waiting()
    assert not access.visible_declarations(gone).exists()
    assert not access.can_open_sealed(gone, declaration)
