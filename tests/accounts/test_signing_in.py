"""Signing in by password and second factor."""

from collections.abc import Iterator
from datetime import timedelta
from time import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from pytest_django import Settings

from tests.fixtures.clock import Later
from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.accounts.services import create_account
from vigie.config.settings.sign_in import PASSWORD_HASHERS
from vigie.core.models import FailedAttempt, JournalEntry

pytestmark = pytest.mark.django_db

PASSWORD = "four horses eat my hay"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    """Rate limits count from zero in each test."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture(autouse=True)
def analyst() -> User:
    return create_account(
        "lea@example.org", name="Léa", role=Role.ANALYST, actor="test", password=PASSWORD
    )


def code_of(secret: str) -> str:
    code: str = format_hotp_value(hotp_value(secret, int(time()) // 30))
    return code


def sign_in(client: Client, password: str = PASSWORD, **fields: str) -> str:
    """Send the first form and return where it leads, or the page that refuses."""
    answer = client.post(
        "/en/accounts/login/", {"login": "lea@example.org", "password": password, **fields}
    )
    return answer.get("Location", answer.content.decode())


def test_a_wrong_password_tells_nothing_of_who_exists(client: Client) -> None:
    wrong = sign_in(client, "wrong")
    unknown = sign_in(client, "wrong", login="nobody@example.org")
    said = "The email address and/or password you specified are not correct."
    assert said in wrong
    assert said in unknown
    assert not client.session.get("_auth_user_id")


def test_the_second_factor_is_asked_after_the_password(client: Client, analyst: User) -> None:
    TOTP.activate(analyst, SECRET)
    assert sign_in(client) == "/en/accounts/code/authenticate/"
    assert client.get("/en/accounts/").status_code == 302
    client.post("/en/accounts/code/authenticate/", {"code": code_of(SECRET)})
    assert client.get("/en/accounts/").status_code == 200


def test_a_wrong_code_does_not_open(client: Client, analyst: User) -> None:
    TOTP.activate(analyst, SECRET)
    sign_in(client)
    answer = client.post("/en/accounts/code/authenticate/", {"code": "000000"})
    assert 'id="error-summary"' in answer.content.decode()
    assert client.get("/en/accounts/").status_code == 302


def test_one_comes_back_to_the_page_one_wanted(client: Client) -> None:
    assert sign_in(client, next="/en/accounts/code/") == "/en/accounts/code/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example"]
)
def test_one_is_never_sent_to_a_foreign_site(client: Client, elsewhere: str) -> None:
    assert "evil" not in sign_in(client, next=elsewhere)


@pytest.mark.parametrize("broken", ["http://[", "//[::1"])
def test_one_is_never_sent_to_what_is_no_address(client: Client, broken: str) -> None:
    assert client.get("/en/accounts/login/", {"next": broken}).status_code == 200
    assert sign_in(client, next=broken).startswith("/en/")


def test_a_closed_account_does_not_open(client: Client, analyst: User) -> None:
    analyst.is_active = False
    analyst.save()
    sign_in(client)
    assert client.get("/en/accounts/").status_code == 302


def test_guessing_is_slowed(client: Client) -> None:
    answers = [sign_in(client, f"guess {number}") for number in range(8)]
    assert "Too many" in answers[-1]
    assert "Too many" in sign_in(client)


def test_guessing_is_slowed_in_every_process_at_once(client: Client, later: Later) -> None:
    for guess in range(5):
        sign_in(client, f"guess {guess}", login="LEA@example.org")
    noted = FailedAttempt.objects.all()
    FailedAttempt.objects.bulk_create(
        FailedAttempt(scope=each.scope, subject=each.subject) for each in [*noted]
    )
    # What one process counts, the next does not know.
    cache.clear()

    assert "Too many failed" in sign_in(client)
    later(timedelta(minutes=5))
    assert sign_in(client) == "/en/desk/"


def test_the_desk_requires_a_second_factor(client: Client, analyst: User) -> None:
    client.force_login(analyst)
    answer = client.get("/en/desk/")
    assert answer.status_code == 302
    assert answer["Location"] == "/en/accounts/code/activate/"


@pytest.mark.parametrize("role", Role.values)
def test_no_role_is_excused_from_the_second_factor(client: Client, role: str) -> None:
    client.force_login(create_account("a@example.org", name="A", role=Role(role), actor="test"))
    assert client.get("/en/desk/")["Location"] == "/en/accounts/code/activate/"


def test_recovery_codes_alone_are_no_second_factor(client: Client, analyst: User) -> None:
    Authenticator.objects.create(user=analyst, type=Authenticator.Type.RECOVERY_CODES, data={})
    client.force_login(analyst)
    assert client.get("/en/desk/")["Location"] == "/en/accounts/code/activate/"


def test_a_demonstration_asks_for_no_second_factor(
    client: Client, analyst: User, settings: Settings
) -> None:
    settings.VIGIE_DEMO = True
    client.force_login(analyst)
    assert client.get("/en/desk/").get("Location") != "/en/accounts/code/activate/"


def test_setting_up_the_second_factor_opens_the_desk(client: Client) -> None:
    sign_in(client)
    form = client.get("/en/accounts/code/activate/")
    secret = form.context["form"].secret
    assert secret in form.content.decode()
    answer = client.post("/en/accounts/code/activate/", {"code": code_of(secret)})
    assert answer["Location"] == "/en/accounts/recovery-codes/"
    assert client.get(answer["Location"]).content.decode().count("<code>") == 10
    assert client.get("/en/desk/").get("Location") != "/en/accounts/code/activate/"


def test_what_touches_the_account_s_safety_asks_again_who_one_is(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client)
    assert client.get("/en/accounts/code/activate/").status_code == 200
    monkeypatch.setattr("vigie.accounts.adapter.time", lambda: time() + 301)
    answer = client.get("/en/accounts/code/activate/")
    assert answer["Location"].startswith("/en/accounts/reauthenticate/")
    assert "type your password again" in client.get(answer["Location"]).content.decode()


def test_a_recovery_code_opens_once(client: Client) -> None:
    sign_in(client)
    secret = client.get("/en/accounts/code/activate/").context["form"].secret
    client.post("/en/accounts/code/activate/", {"code": code_of(secret)})
    recovery = client.get("/en/accounts/recovery-codes/").context["unused_codes"][0]
    for expected in (200, 302):
        phone_lost = Client()
        sign_in(phone_lost)
        phone_lost.post("/en/accounts/code/authenticate/", {"code": recovery})
        assert phone_lost.get("/en/accounts/").status_code == expected


def test_secrets_of_second_factors_are_not_readable_in_the_database(analyst: User) -> None:
    TOTP.activate(analyst, SECRET)
    assert SECRET not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_the_journal_knows_who_signed_in(client: Client, analyst: User) -> None:
    sign_in(client)
    entry = JournalEntry.objects.get(action="account.signed_in")
    assert entry.actor == f"user:{analyst.pk}"


def test_signing_out_needs_the_form_and_ends_the_session(client: Client, analyst: User) -> None:
    client.force_login(analyst)
    client.get("/en/accounts/logout/")
    assert client.get("/en/accounts/").status_code == 200
    assert client.post("/en/accounts/logout/")["Location"] == "/en/"
    assert client.get("/en/accounts/").status_code == 302


def test_changing_the_password_asks_for_the_old_one(client: Client, analyst: User) -> None:
    sign_in(client)
    new = {"password1": "another long sentence", "password2": "another long sentence"}
    client.post("/en/accounts/password/change/", {"oldpassword": "wrong", **new})
    analyst.refresh_from_db()
    assert analyst.check_password(PASSWORD)
    client.post("/en/accounts/password/change/", {"oldpassword": PASSWORD, **new})
    analyst.refresh_from_db()
    assert analyst.check_password("another long sentence")


def test_passwords_are_kept_by_a_hash_that_is_slow_to_guess(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    user = User(email="a@example.org")
    user.set_password(PASSWORD)
    assert user.password.startswith("scrypt$")
