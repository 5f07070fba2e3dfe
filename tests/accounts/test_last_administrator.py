"""Somebody is left who administers accounts, whatever is asked, decided or done at once."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection

from tests.factories import cases
from vigie.accounts import services
from vigie.accounts.enums import ChangeKind, Role
from vigie.accounts.models import AccountChange, User
from vigie.accounts.services import Asked

pytestmark = pytest.mark.django_db


def administrator(name: str) -> User:
    return cases.person(Role.ADMINISTRATOR, name=name)


def another_role(account: User, role: Role = Role.ANALYST) -> AccountChange:
    asked_by = cases.person(Role.DUTY_LEAD, name="Asks")
    return services.ask(ChangeKind.ROLE, account, Asked(role=role), actor=asked_by)


def left() -> int:
    return User.objects.filter(role=Role.ADMINISTRATOR, is_active=True).count()


def test_the_last_one_is_given_no_other_role_and_nothing_is_decided() -> None:
    change = another_role(administrator("Ada"))
    decides = cases.person(Role.DUTY_LEAD, name="Decides")
    with pytest.raises(services.LastAdministrator):
        services.decide(change, approves=True, actor=decides)
    change.refresh_from_db()
    assert left() == 1
    assert change.decided_at is None


def test_a_closed_one_does_not_count() -> None:
    ada, bea = administrator("Ada"), administrator("Bea")
    services.deactivate(bea, actor="test")
    with pytest.raises(services.LastAdministrator):
        services.decide(another_role(ada), approves=True, actor=cases.person(Role.DUTY_LEAD))


def test_one_of_two_may_go() -> None:
    ada, bea = administrator("Ada"), administrator("Bea")
    services.decide(another_role(ada), approves=True, actor=bea)
    assert left() == 1


def test_the_last_one_may_be_confirmed_as_such() -> None:
    change = another_role(administrator("Ada"), Role.ADMINISTRATOR)
    services.decide(change, approves=True, actor=cases.person(Role.DUTY_LEAD))
    assert left() == 1


def at_once(*deeds: Callable[[], object]) -> list[str]:
    """Do all of it at the same time; return the names of what came of it."""
    ready = threading.Barrier(len(deeds))
    outcomes: list[str] = []

    def one(deed: Callable[[], object]) -> None:
        try:
            ready.wait()
            deed()
            outcomes.append("done")
        except services.LastAdministrator:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(deed,)) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
def test_two_who_close_each_other_at_once() -> None:
    ada, bea = administrator("Ada"), administrator("Bea")
    outcomes = at_once(
        lambda: services.deactivate(bea, actor=f"user:{ada.pk}"),
        lambda: services.deactivate(ada, actor=f"user:{bea.pk}"),
    )
    assert outcomes == ["done", "refused"]
    assert left() == 1


@pytest.mark.django_db(transaction=True)
def test_one_is_closed_while_the_other_is_given_another_role() -> None:
    ada, bea = administrator("Ada"), administrator("Bea")
    change, decides = another_role(ada), cases.person(Role.DUTY_LEAD, name="Decides")
    outcomes = at_once(
        lambda: services.deactivate(bea, actor="test"),
        lambda: services.decide(change, approves=True, actor=decides),
    )
    assert outcomes == ["done", "refused"]
    assert left() == 1
