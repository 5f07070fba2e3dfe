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


def test_an_officer_sees_the_declarations_of_its_regions_only() -> None:
    officer = cases.person(Role.AUTHORITY, regions=["53", "11"])
    ours = cases.waiting(region="53")
    cases.waiting(region="76")
    cases.waiting(region="")
    assert list(access.visible_declarations(officer)) == [ours]


def test_an_officer_without_a_region_sees_all_of_them() -> None:
    ministry = cases.person(Role.AUTHORITY)
    cases.waiting(region="53")
    cases.waiting(region="")
    assert access.visible_declarations(ministry).count() == 2


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_who_counts_or_administers_sees_no_declaration(role: Role) -> None:
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
