"""The page of accounts: elevated, asked by one, decided by another."""

import re
from collections.abc import Callable
from datetime import timedelta
from time import time
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.accounts import elevation, services
from vigie.accounts.adapter import PROVED_AT
from vigie.accounts.enums import Role
from vigie.accounts.models import AccountChange, User

pytestmark = pytest.mark.django_db

LEA = {"email": "lea@example.org", "name": "Léa Roux", "role": "analyst", "authority": ""}


def elevate(client: SignedIn, *, ago: timedelta = timedelta(0)) -> SignedIn:
    """Let the browser have entered the elevated mode that long ago."""
    session = client.session
    session[elevation.UNTIL] = int(time() + (elevation.LASTS - ago).total_seconds())
    session.save()
    return client


@pytest.fixture
def ada(sign_in: Callable[..., SignedIn]) -> SignedIn:
    return elevate(sign_in(Role.ADMINISTRATOR, name="Ada Min"))


@pytest.fixture
def lead(sign_in: Callable[..., SignedIn]) -> SignedIn:
    return elevate(sign_in(Role.DUTY_LEAD, name="Dot Lead"))


def asked(ada: SignedIn, **typed: Any) -> AccountChange:
    ada.post(page("invite"), {**LEA, **typed})
    return AccountChange.objects.latest("id")


def test_an_administrator_arrives_at_the_accounts(ada: SignedIn) -> None:
    assert "1 account" in text(ada.get(page("home"), follow=True))


def test_an_account_asked_for_is_approved_by_the_duty_lead_who_gets_the_link(
    ada: SignedIn, lead: SignedIn
) -> None:
    change = asked(ada)
    assert "Léa Roux" in text(lead.get(page("people")))
    answer = lead.post(page("account_decide", str(change.pk)), {"decision": "approve"})
    assert "/accounts/password/set/" in text(answer)
    assert User.objects.filter(email="lea@example.org").exists()


def test_who_asks_sees_the_code_and_no_link_who_approves_the_link_and_no_code(
    ada: SignedIn, lead: SignedIn
) -> None:
    lea = cases.person(name="Lea")
    told = text(ada.post(page("account_recover", str(lea.pk))))
    change = AccountChange.objects.get()
    given = text(lead.post(page("account_decide", str(change.pk)), {"decision": "approve"}))
    code = re.search(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b", told)
    assert code
    assert services.opens(lea, code[0])
    assert "/password/set/" in given
    assert "/password/set/" not in told
    assert code[0] not in given


def test_the_last_administrator_is_given_no_other_role(ada: SignedIn, lead: SignedIn) -> None:
    ada.post(page("account_role", str(ada.user.pk)), {"role": "analyst"})
    change = AccountChange.objects.get()
    where = page("account_decide", str(change.pk))
    answer = lead.post(where, {"decision": "approve"}, follow=True)
    assert "last administrator" in text(answer)
    ada.user.refresh_from_db()
    assert ada.user.role == Role.ADMINISTRATOR


def test_who_asked_is_offered_no_decision(ada: SignedIn) -> None:
    change = asked(ada)
    assert "Somebody else decides" in text(ada.get(page("people")))
    ada.post(page("account_decide", str(change.pk)), {"decision": "approve"})
    assert not User.objects.filter(email="lea@example.org").exists()


@pytest.mark.parametrize("name", ["recover", "role", "deactivate", "end_sessions"])
def test_nothing_is_done_outside_the_elevated_mode(
    sign_in: Callable[..., SignedIn], name: str
) -> None:
    lea = cases.person(name="Lea")
    ada = sign_in(Role.ADMINISTRATOR)
    for client in (ada, elevate(ada, ago=elevation.LASTS)):
        answer = client.post(page(f"account_{name}", str(lea.pk)))
        assert answer["Location"].startswith("/en/accounts/elevate/")
    lea.refresh_from_db()
    assert lea.is_active
    assert not AccountChange.objects.exists()


def test_the_mode_asks_again_who_one_is(sign_in: Callable[..., SignedIn]) -> None:
    ada = sign_in(Role.ADMINISTRATOR)
    answer = ada.get("/en/accounts/elevate/")
    assert answer.status_code == 302
    assert "reauthenticate" in answer["Location"]


def test_who_has_just_proved_it_enters_for_a_quarter_of_an_hour(
    sign_in: Callable[..., SignedIn],
) -> None:
    ada = sign_in(Role.ADMINISTRATOR)
    session = ada.session
    session[PROVED_AT] = int(time())
    session.save()
    answer = ada.post("/en/accounts/elevate/", {"next": "/en/desk/people/"})
    assert answer["Location"] == "/en/desk/people/"
    assert "Leave the elevated mode" in text(ada.get(page("people")))
    ada.post("/en/accounts/lower/")
    assert "Enter the elevated mode" in text(ada.get(page("people")))


@pytest.mark.parametrize("following", ["https://evil.example/", "//evil.example", "javascript:1"])
def test_it_leads_to_no_foreign_place(sign_in: Callable[..., SignedIn], following: str) -> None:
    ada = sign_in(Role.ADMINISTRATOR)
    session = ada.session
    session[PROVED_AT] = int(time())
    session.save()
    answer = ada.post("/en/accounts/elevate/", {"next": following})
    assert answer["Location"] == "/en/accounts/"


def test_an_invitation_typed_too_late_is_kept(sign_in: Callable[..., SignedIn]) -> None:
    ada = sign_in(Role.ADMINISTRATOR)
    answer = ada.post(page("invite"), LEA)
    assert answer.status_code == 422
    assert "lea@example.org" in text(answer)
    assert not AccountChange.objects.exists()


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "no address"},
        {"email": ""},
        {"name": ""},
        {"role": "king"},
        {"role": "authority"},
        {"role": "authority", "authority": "ars"},
        {"authority": "ars"},
        {"regions": ["53"]},
        {"name": "x" * 200},
    ],
)
def test_what_cannot_be_is_asked_again(ada: SignedIn, typed: dict[str, Any]) -> None:
    assert ada.post(page("invite"), {**LEA, **typed}).status_code == 422
    assert not AccountChange.objects.exists()


def test_an_officer_has_an_authority_and_regions(ada: SignedIn) -> None:
    change = asked(ada, role="authority", authority="ars", regions=["53", "28"])
    assert (change.authority, change.regions) == ("ars", ["53", "28"])
    whole = asked(ada, email="b@example.org", role="authority", authority="ars", regions=["all"])
    assert whole.regions == []


def test_an_account_is_closed_and_the_last_administrator_is_not(ada: SignedIn) -> None:
    lea = cases.person(name="Lea")
    ada.post(page("account_deactivate", str(lea.pk)))
    lea.refresh_from_db()
    assert not lea.is_active
    answer = ada.post(page("account_deactivate", str(ada.user.pk)), follow=True)
    assert "last administrator" in text(answer)


def test_many_accounts_take_as_many_queries(ada: SignedIn) -> None:
    ada.get(page("people"))
    with CaptureQueriesContext(connection) as few:
        ada.get(page("people"))
    for number in range(9):
        asked(ada, email=f"{number}@example.org")
        cases.person(name=f"Person {number}")
    with CaptureQueriesContext(connection) as many:
        ada.get(page("people"))
    assert len(many) == len(few)
