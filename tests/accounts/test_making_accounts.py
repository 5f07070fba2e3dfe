"""Accounts are made by `vigie create_user`, and by nobody else."""

import re
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import NoReverseMatch, reverse

from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.accounts.services import AccountExists, create_account
from vigie.core.models import JournalEntry

pytestmark = pytest.mark.django_db

PASSWORD = "four horses eat my hay"


def create_user(*arguments: str) -> str:
    out = StringIO()
    call_command("create_user", *arguments, stdout=out)
    return out.getvalue()


def path_in(said: str) -> str:
    """Return the path of the link that the command printed, in English."""
    link = re.search(r"/accounts/password/set/\S+", said)
    assert link
    return f"/en{link[0]}"


def invite(email: str = "lea@example.org") -> str:
    """Make an account and return the path of its link."""
    return path_in(create_user(email, "--name", "Léa Roux", "--role", "analyst"))


def choose_password(client: Client, link: str, password: str = PASSWORD) -> str:
    """Follow a link, type a password, and return the page that answers."""
    form = client.get(link, follow=True)
    where = form.redirect_chain[-1][0] if form.redirect_chain else link
    answer = client.post(where, {"password1": password, "password2": password}, follow=True)
    return answer.content.decode()


def test_a_link_lets_its_owner_choose_a_password_and_sign_in(client: Client) -> None:
    link = invite()
    assert "Your password is kept" in choose_password(client, link)
    client.post("/en/accounts/login/", {"login": "Lea@Example.org", "password": PASSWORD})
    assert client.get("/en/accounts/").status_code == 200


def test_the_link_works_once(client: Client) -> None:
    link = invite()
    choose_password(client, link)
    assert "This link works no more" in Client().get(link, follow=True).content.decode()


def test_a_newer_link_replaces_a_lost_one(client: Client) -> None:
    invite()
    said = create_user("lea@example.org", "--new-link")
    assert "Your password is kept" in choose_password(client, path_in(said))


@pytest.mark.parametrize("key", ["c2-0", "zzzzzzzzzzzz-x", "1-set-password", "0-0"])
def test_a_made_up_link_opens_nothing(client: Client, key: str) -> None:
    invite()
    shown = client.get(f"/en/accounts/password/set/{key}/", follow=True).content.decode()
    assert "This link works no more" in shown


def test_a_weak_password_is_refused(client: Client) -> None:
    shown = choose_password(client, invite(), "password")
    assert 'id="error-summary"' in shown


def test_a_password_may_be_asked_for_on_the_spot(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getpass", lambda: PASSWORD)
    create_user("a@example.org", "--name", "A", "--role", "analyst", "--ask-password")
    client.post("/en/accounts/login/", {"login": "a@example.org", "password": PASSWORD})
    assert client.get("/en/accounts/").status_code == 200


@pytest.mark.parametrize(
    "arguments",
    [
        ["lea@example.org", "--name", "Again", "--role", "analyst"],
        ["LEA@EXAMPLE.ORG", "--name", "Again", "--role", "analyst"],
        ["not an address", "--name", "A", "--role", "analyst"],
        ["new@example.org", "--role", "analyst"],
        ["new@example.org", "--name", "A"],
        ["nobody@example.org", "--new-link"],
        ["ars@example.org", "--name", "A", "--role", "authority"],
        ["ars@example.org", "--name", "A", "--role", "authority", "--authority", "ars"],
        ["ars@example.org", "--name", "A", "--role", "authority", "--region", "53"],
        ["ars@example.org", "--name", "A", "--role=authority", "--authority=x", "--all-regions"],
        ["new@example.org", "--name", "A", "--role", "analyst", "--authority", "ars"],
        ["lea@example.org", "--new-scope", "--authority", "ars", "--region", "53"],
        ["ars@example.org", "--name", "A", "--role", "authority", "--region", "999"],
        ["ars@example.org", "--name", "A", "--role", "authority", "--region=53", "--all-regions"],
        ["new@example.org", "--name", "A", "--role", "analyst", "--region", "53"],
    ],
)
def test_what_cannot_be_is_refused_in_words(arguments: list[str]) -> None:
    invite()
    with pytest.raises(CommandError):
        create_user(*arguments)
    assert User.objects.count() == 1


def test_an_authority_s_officer_is_given_regions_or_the_country() -> None:
    officer = ("--name", "A", "--role", "authority", "--authority", "ars")
    create_user("ars@example.org", *officer, "--region", "53", "--region", "52")
    create_user("ministry@example.org", *officer, "--all-regions")

    assert User.objects.get(email="ars@example.org").regions == ["53", "52"]
    assert User.objects.get(email="ministry@example.org").regions == []


def test_an_officer_s_scope_is_changed_and_the_journal_knows() -> None:
    create_user(
        *("ars@example.org", "--name", "A", "--role", "authority"),
        *("--authority", "ars", "--region", "53"),
    )
    create_user("ars@example.org", "--new-scope", "--authority", "ministry", "--all-regions")

    officer = User.objects.get(email="ars@example.org")
    assert (officer.authority, officer.regions) == ("ministry", [])
    assert JournalEntry.objects.filter(action="account.scope_changed").count() == 1


def test_one_address_is_one_account() -> None:
    create_account("lea@example.org", name="Léa", role=Role.ANALYST, actor="test")
    with pytest.raises(AccountExists):
        create_account("LEA@example.org", name="Léa", role=Role.ANALYST, actor="test")


def test_a_name_that_is_too_long_is_refused() -> None:
    with pytest.raises(ValidationError):
        create_account("a@example.org", name="x" * 151, role=Role.ANALYST, actor="test")


def test_the_journal_knows_who_was_let_in() -> None:
    invite()
    actions = list(JournalEntry.objects.order_by("pk").values_list("action", flat=True))
    assert actions == ["account.created", "account.link_made"]


@pytest.mark.parametrize(
    "route",
    ["account_signup", "account_email", "account_reset_password"],
)
def test_pages_we_do_not_want_do_not_exist(route: str) -> None:
    with pytest.raises(NoReverseMatch):
        reverse(route)


@pytest.mark.parametrize("path", ["signup", "email", "password/reset", "3rdparty", "confirm-email"])
def test_nobody_signs_up_by_an_address_they_guessed(client: Client, path: str) -> None:
    assert client.get(f"/en/accounts/{path}/").status_code == 404
