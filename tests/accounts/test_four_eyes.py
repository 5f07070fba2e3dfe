"""Accounts by four eyes: nobody opens, takes over or promotes an account alone."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.factories import cases
from tests.fixtures.clock import Later
from vigie.accounts import selectors, services
from vigie.accounts.enums import ChangeKind, Role
from vigie.accounts.models import AccountChange, User
from vigie.accounts.services import Asked
from vigie.core import outbox
from vigie.core.models import JournalEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada() -> User:
    return cases.person(Role.ADMINISTRATOR, name="Ada Min")


@pytest.fixture
def bea() -> User:
    return cases.person(Role.ADMINISTRATOR, name="Bea Min")


def invitation(ada: User) -> AccountChange:
    asked = Asked(role=Role.ANALYST)
    return services.ask_invitation("Lea@Example.org", "Léa Roux", asked, actor=ada)


def test_one_asks_another_approves_and_the_account_is_there(ada: User, bea: User) -> None:
    link = services.decide(invitation(ada), approves=True, actor=bea)
    lea = User.objects.get(email="lea@example.org")
    assert lea.role == Role.ANALYST
    assert link is not None
    assert "/accounts/password/set/" in link
    assert AccountChange.objects.get().account == lea


def test_nothing_exists_before_it_is_approved(ada: User, bea: User) -> None:
    change = invitation(ada)
    assert not User.objects.filter(email="lea@example.org").exists()
    assert services.decide(change, approves=False, actor=bea) is None
    assert not User.objects.filter(email="lea@example.org").exists()


def test_a_duty_lead_decides_too(ada: User) -> None:
    lead = cases.person(Role.DUTY_LEAD, name="Dot Lead")
    assert services.decide(invitation(ada), approves=True, actor=lead)


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUTHORITY, Role.STATISTICIAN])
def test_no_other_role_decides(ada: User, role: Role) -> None:
    with pytest.raises(services.CannotDecide):
        services.decide(invitation(ada), approves=True, actor=cases.person(role))


def test_nobody_decides_what_they_asked_for(ada: User) -> None:
    with pytest.raises(services.CannotDecide):
        services.decide(invitation(ada), approves=True, actor=ada)
    assert not User.objects.filter(email="lea@example.org").exists()


def test_nobody_decides_of_their_own_account(ada: User, bea: User) -> None:
    change = services.ask(ChangeKind.ROLE, bea, Asked(role=Role.ANALYST), actor=ada)
    with pytest.raises(services.CannotDecide):
        services.decide(change, approves=True, actor=bea)


def test_the_database_itself_refuses_one_person_for_both(ada: User) -> None:
    change = invitation(ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        AccountChange.objects.filter(pk=change.pk).update(decided_by=ada)


def test_a_closed_account_decides_nothing(ada: User, bea: User) -> None:
    services.deactivate(bea, actor="test")
    bea.refresh_from_db()
    with pytest.raises(services.CannotDecide):
        services.decide(invitation(ada), approves=True, actor=bea)


def test_it_is_decided_once(ada: User, bea: User) -> None:
    change = invitation(ada)
    services.decide(change, approves=False, actor=bea)
    with pytest.raises(services.CannotDecide):
        services.decide(change, approves=True, actor=cases.person(Role.DUTY_LEAD))


def test_it_is_asked_once_until_it_is_decided(ada: User, bea: User) -> None:
    change = invitation(ada)
    with pytest.raises(ValidationError):
        invitation(bea)
    services.decide(change, approves=False, actor=cases.person(Role.DUTY_LEAD))
    assert invitation(bea)


def test_after_a_week_it_is_too_late(ada: User, bea: User, later: Later) -> None:
    change = invitation(ada)
    later(timedelta(days=7, minutes=1))
    assert not selectors.changes_to_decide().exists()
    with pytest.raises(services.CannotDecide):
        services.decide(change, approves=True, actor=bea)
    assert invitation(ada)


def test_a_recovery_takes_the_second_factor_and_the_password_off(ada: User, bea: User) -> None:
    lea = cases.person(name="Lea Roux")
    lea.set_password("four horses eat my hay")
    lea.save()
    Authenticator.objects.create(user=lea, type=Authenticator.Type.TOTP, data={})
    change = services.ask(ChangeKind.RECOVERY, lea, actor=ada)
    assert Authenticator.objects.filter(user=lea).exists()
    assert services.decide(change, approves=True, actor=bea)
    lea.refresh_from_db()
    assert not lea.has_usable_password()
    assert not Authenticator.objects.filter(user=lea).exists()


def test_a_recovery_opens_a_closed_account_again(ada: User, bea: User) -> None:
    lea = cases.person(name="Lea Roux")
    services.deactivate(lea, actor="test")
    services.decide(services.ask(ChangeKind.RECOVERY, lea, actor=ada), approves=True, actor=bea)
    lea.refresh_from_db()
    assert lea.is_active


def test_another_role_is_had_once_approved(ada: User, bea: User) -> None:
    lea = cases.person(name="Lea Roux")
    officer = Asked(role=Role.AUTHORITY, authority="ars", regions=["53"])
    change = services.ask(ChangeKind.ROLE, lea, officer, actor=ada)
    lea.refresh_from_db()
    assert lea.role == Role.ANALYST
    assert services.decide(change, approves=True, actor=bea) is None
    lea.refresh_from_db()
    assert (lea.role, lea.authority, lea.regions) == (Role.AUTHORITY, "ars", ["53"])


def test_the_owner_is_told_what_is_asked_and_decided_and_given_no_link(
    ada: User, bea: User
) -> None:
    lea = cases.person(name="Lea Roux", email="lea@example.org")
    change = services.ask(ChangeKind.RECOVERY, lea, actor=ada)
    outbox.drain()
    services.decide(change, approves=True, actor=bea)
    outbox.drain()
    asked, approved = (each for each in mail.outbox if each.to != [bea.email])
    assert asked.to == approved.to == ["lea@example.org"]
    assert "Ada Min" in asked.body
    assert "Bea Min" in approved.body
    assert all("/password/set/" not in each.body for each in mail.outbox)


def test_the_last_administrator_stays(ada: User) -> None:
    with pytest.raises(services.LastAdministrator):
        services.deactivate(ada, actor="test")


def test_the_journal_has_every_step(ada: User, bea: User) -> None:
    services.decide(invitation(ada), approves=True, actor=bea)
    actions = JournalEntry.objects.order_by("id").values_list("action", flat=True)
    assert list(actions) == [
        "account.invitation_asked",
        "account.invitation_approved",
        "account.created",
        "account.link_made",
    ]
