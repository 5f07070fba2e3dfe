"""Signing in through an identity provider: a real one, small, run for the test."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django import Settings

from tests.factories import cases
from tests.fixtures.provider import CLIENT, FakeProvider, new_key
from vigie.accounts import services
from vigie.accounts.enums import ChangeKind, Role
from vigie.accounts.models import User
from vigie.config.oidc import oidc_provider
from vigie.core import outbox
from vigie.core.models import JournalEntry

pytestmark = pytest.mark.django_db

START = "/en/accounts/provider/"
ACTIVATE = "/en/accounts/code/activate/"
SECRET = "JBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _desk(settings: Settings) -> Iterator[None]:
    settings.VIGIE_DESK_URL = "http://testserver"
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def lea() -> User:
    return services.create_account(
        "lea@example.org", name="Léa", role=Role.ANALYST, actor="test", password="four horses eat"
    )


def come_back(client: Client, provider: FakeProvider, **fields: str) -> Any:
    """Go to the provider and back, as a browser does."""
    left = client.post(START, fields)
    assert left.status_code == 302, left.content.decode()
    query = parse_qs(urlsplit(left["Location"]).query)
    return client.get(provider.authorize({name: values[0] for name, values in query.items()}))


def is_in(client: Client) -> bool:
    return client.get("/en/accounts/").status_code == 200


def test_a_verified_address_opens_the_account_that_exists(
    client: Client, provider: FakeProvider, lea: User
) -> None:
    provider.vouches_for("Lea@Example.org")
    assert come_back(client, provider)["Location"] == "/en/desk/"
    assert is_in(client)
    lea.refresh_from_db()
    assert (lea.role, lea.has_usable_password()) == (Role.ANALYST, True)
    assert JournalEntry.objects.filter(action="account.identity_linked").exists()
    outbox.drain()
    assert [message.to for message in mail.outbox] == [["lea@example.org"]]


def test_what_is_asked_is_bound_to_this_browser(
    client: Client, provider: FakeProvider, lea: User
) -> None:
    provider.vouches_for(lea.email)
    come_back(client, provider)
    [asked] = provider.seen
    assert asked["redirect_uri"] == "http://testserver/accounts/provider/back/"
    assert asked["code_challenge_method"] == "S256"
    assert len(asked["nonce"]) > 20
    assert set(asked["scope"].split()) == {"openid", "email"}


def test_the_second_factor_is_asked_all_the_same(
    client: Client, provider: FakeProvider, lea: User
) -> None:
    provider.vouches_for(lea.email)
    come_back(client, provider)
    assert client.get("/en/desk/")["Location"] == ACTIVATE
    TOTP.activate(lea, SECRET)
    again = Client()
    assert come_back(again, provider)["Location"] == "/en/accounts/code/authenticate/"
    assert not is_in(again)


@pytest.mark.parametrize("proof", [{"acr": "eidas2"}, {"amr": ["pwd", "mfa"]}])
def test_a_second_factor_that_the_provider_proves_is_enough_and_recorded(
    client: Client, provider: FakeProvider, lea: User, proof: dict[str, Any]
) -> None:
    TOTP.activate(lea, SECRET)
    provider.vouches_for(lea.email, **proof)
    assert come_back(client, provider)["Location"] == "/en/desk/"
    assert client.get("/en/desk/").get("Location") != ACTIVATE
    assert JournalEntry.objects.filter(action="account.factor_proved_by_provider").exists()


@pytest.mark.parametrize("proof", [{"acr": "eidas1"}, {"amr": "mfa"}, {"acr": "mfa"}, {"amr": [1]}])
def test_another_claim_proves_nothing(
    client: Client, provider: FakeProvider, lea: User, proof: dict[str, Any]
) -> None:
    provider.vouches_for(lea.email, **proof)
    come_back(client, provider)
    assert client.get("/en/desk/")["Location"] == ACTIVATE


def test_a_proof_holds_for_the_person_and_session_it_was_given_for(
    client: Client, provider: FakeProvider, lea: User
) -> None:
    provider.vouches_for(lea.email, acr="eidas2")
    come_back(client, provider)
    other = cases.person(Role.ANALYST)
    client.force_login(other)
    assert client.get("/en/desk/")["Location"] == ACTIVATE


@pytest.mark.parametrize("verified", [False, None, "true", 1])
def test_an_address_that_the_provider_does_not_vouch_for_opens_nothing(
    client: Client, provider: FakeProvider, lea: User, verified: object
) -> None:
    provider.vouches_for(lea.email, email_verified=verified)
    answer = come_back(client, provider)
    assert answer.status_code == 403
    assert "does not vouch for your e-mail address" in answer.content.decode()
    assert not is_in(client)


def test_somebody_unknown_is_given_no_account(client: Client, provider: FakeProvider) -> None:
    provider.vouches_for("stranger@example.org")
    answer = come_back(client, provider)
    assert answer.status_code == 403
    assert "No account is open here" in answer.content.decode()
    assert not User.objects.exists()
    assert not SocialAccount.objects.exists()


def test_a_closed_account_stays_closed(client: Client, provider: FakeProvider, lea: User) -> None:
    provider.vouches_for(lea.email)
    services.deactivate(lea, actor="test")
    assert come_back(client, provider).status_code == 403
    User.objects.update(is_active=True)
    come_back(Client(), provider)
    User.objects.update(is_active=False)
    late = Client()
    assert come_back(late, provider)["Location"] == "/en/accounts/inactive/"
    assert not is_in(late)


def test_who_was_linked_is_known_whatever_the_address_has_become(
    client: Client, provider: FakeProvider, lea: User
) -> None:
    provider.vouches_for(lea.email)
    come_back(Client(), provider)
    provider.vouches_for("married@example.org", sub=f"s-{lea.email}", email_verified=False)
    come_back(client, provider)
    assert is_in(client)


def test_an_address_given_to_somebody_else_does_not_open_the_account(
    client: Client, provider: FakeProvider, lea: User
) -> None:
    provider.vouches_for(lea.email)
    come_back(Client(), provider)
    provider.vouches_for(lea.email, sub="somebody-else")
    assert come_back(client, provider).status_code == 403
    assert not is_in(client)


def test_the_same_subject_of_another_issuer_is_somebody_else(
    client: Client, provider: FakeProvider, lea: User
) -> None:
    provider.vouches_for(lea.email)
    come_back(Client(), provider)
    SocialAccount.objects.update(uid="what it was under the old issuer")
    provider.vouches_for("x@example.org", sub=f"s-{lea.email}")
    assert come_back(client, provider).status_code == 403


@pytest.mark.parametrize(
    "lie",
    [
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"]},
        {"azp": "another-client"},
        {"iss": "https://evil.example"},
        {"nonce": "of another request"},
        {"nonce": None},
        {"exp": 1},
        {"sub": None},
    ],
)
def test_a_token_that_was_not_made_for_this_request_opens_nothing(
    client: Client, provider: FakeProvider, lea: User, lie: dict[str, Any]
) -> None:
    provider.vouches_for(lea.email, **lie)
    answer = come_back(client, provider)
    assert answer.status_code == 503
    assert "cannot be trusted" in answer.content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.exists()


@pytest.mark.parametrize("algorithm", ["RS256", "HS256", "none"])
def test_a_token_that_the_provider_did_not_sign_opens_nothing(
    client: Client, provider: FakeProvider, lea: User, algorithm: str
) -> None:
    provider.signs_with, provider.algorithm = new_key(), algorithm
    provider.vouches_for(lea.email)
    assert come_back(client, provider).status_code == 503
    assert not is_in(client)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/keys", {}),
        ("/keys", []),
        ("/keys", {"keys": [{"kty": "RSA"}]}),
        ("/token", {}),
        ("/token", {"access_token": "a"}),
        ("/token", {"access_token": "a", "id_token": "x.y.z"}),
        ("/token", {"access_token": "a", "id_token": 1}),
        ("/token", ["a"]),
    ],
)
def test_a_malformed_answer_gives_a_clear_page(
    client: Client, provider: FakeProvider, lea: User, path: str, said: object
) -> None:
    provider.vouches_for(lea.email)
    provider.broken[path] = said
    answer = come_back(client, provider)
    assert answer.status_code == 503
    assert "You are not signed in" in answer.content.decode()


@pytest.mark.parametrize(
    "said", [{}, [], {"issuer": "https://evil.example"}, {"issuer": None, "token_endpoint": 1}]
)
def test_a_provider_that_describes_another_is_not_gone_to(
    client: Client, provider: FakeProvider, said: object
) -> None:
    provider.broken["/.well-known/openid-configuration"] = said
    answer = client.post(START)
    assert answer.status_code == 503
    assert "cannot be trusted" in answer.content.decode()


def test_a_provider_that_is_down_gives_a_clear_page(
    client: Client, provider: FakeProvider, settings: Settings
) -> None:
    closed = "http://127.0.0.1:9"
    settings.VIGIE_OIDC = replace(settings.VIGIE_OIDC, discovery=closed)
    answer = client.post(START)
    assert answer.status_code == 503
    assert "Agency does not answer" in answer.content.decode()
    assert provider.seen == []


def test_what_was_begun_elsewhere_opens_nothing(
    client: Client, provider: FakeProvider, lea: User
) -> None:
    provider.vouches_for(lea.email)
    left = client.post(START)
    query = parse_qs(urlsplit(left["Location"]).query)
    back = provider.authorize({name: values[0] for name, values in query.items()})
    victim = Client()
    answer = victim.get(back)
    assert answer.status_code == 403
    assert "n’a pas été commencée dans ce navigateur" in answer.content.decode()
    assert not is_in(victim)


def test_one_may_give_up(client: Client, provider: FakeProvider) -> None:
    left = client.post(START)
    [state] = parse_qs(urlsplit(left["Location"]).query)["state"]
    answer = client.get("/accounts/provider/back/", {"error": "access_denied", "state": state})
    assert answer.status_code == 403
    assert provider.seen == []


def test_one_comes_back_to_the_page_one_wanted_and_to_no_foreign_one(
    provider: FakeProvider, lea: User
) -> None:
    provider.vouches_for(lea.email)
    assert come_back(Client(), provider, next="/en/desk/cases/")["Location"] == "/en/desk/cases/"
    assert "evil" not in come_back(Client(), provider, next="https://evil.example/")["Location"]


def test_who_has_nothing_else_proves_again_at_the_provider_who_they_are(
    client: Client, provider: FakeProvider
) -> None:
    ada = cases.person(Role.ADMINISTRATOR, email="ada@example.org")
    provider.vouches_for(ada.email, acr="eidas2")
    come_back(client, provider)
    session = client.session
    session["vigie_proved_at"] = 0
    session.save()
    asked = client.get("/en/accounts/elevate/")
    assert asked["Location"].startswith("/en/accounts/provider/confirm/")
    assert client.get(asked["Location"]).status_code == 200
    provider.vouches_for(ada.email, acr="eidas2", auth_time=1)
    assert come_back(client, provider, again="1").status_code == 503
    assert "Location" in client.get("/en/accounts/elevate/")
    provider.vouches_for(ada.email, acr="eidas2")
    answer = come_back(client, provider, again="1", next="/en/accounts/elevate/")
    assert answer["Location"] == "/en/accounts/elevate/"
    assert provider.seen[-1]["prompt"] == "login"
    assert client.get("/en/accounts/elevate/").status_code == 200


def test_a_recovery_cuts_the_link(provider: FakeProvider, lea: User) -> None:
    provider.vouches_for(lea.email)
    come_back(Client(), provider)
    ada, bea = cases.person(Role.ADMINISTRATOR), cases.person(Role.ADMINISTRATOR)
    services.decide(services.ask(ChangeKind.RECOVERY, lea, actor=ada), approves=True, actor=bea)
    assert not SocialAccount.objects.exists()


def test_the_button_stands_only_where_a_provider_is_configured(
    client: Client, provider: FakeProvider, settings: Settings
) -> None:
    shown = client.get("/en/accounts/login/")
    assert "Sign in with Agency" in shown.content.decode()
    assert f"form-action 'self' {provider.url}" in shown["Content-Security-Policy"]
    settings.VIGIE_OIDC = None
    shown = client.get("/en/accounts/login/")
    assert "Agency" not in shown.content.decode()
    assert provider.url not in shown["Content-Security-Policy"]
    assert client.post(START).status_code == 404
    assert client.get("/accounts/provider/back/").status_code == 404


def test_nothing_of_what_the_provider_tells_is_kept(provider: FakeProvider, lea: User) -> None:
    provider.vouches_for(lea.email, phone_number="+33 1 00 00 00 00")
    come_back(Client(), provider)
    [kept] = SocialAccount.objects.all()
    assert kept.extra_data == {}
    assert lea.email not in kept.uid


GIVEN = {
    "VIGIE_OIDC_ISSUER": "https://id.example.org/realms/agency",
    "VIGIE_OIDC_CLIENT_ID": "vigie",
    "VIGIE_OIDC_CLIENT_SECRET": "s",
    "VIGIE_OIDC_NAME": "Agency",
    "VIGIE_OIDC_PROVEN_BY": "acr=eidas2, amr=mfa",
    "VIGIE_OIDC_ORIGINS": "https://wallet.example.org/login",
}


def test_the_environment_says_who_the_provider_is(monkeypatch: pytest.MonkeyPatch) -> None:
    assert oidc_provider() is None
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)
    read = oidc_provider()
    assert read is not None
    assert read.discovery.endswith("/realms/agency/.well-known/openid-configuration")
    assert read.proven_by == {("acr", "eidas2"), ("amr", "mfa")}
    assert read.origins == ("https://id.example.org", "https://wallet.example.org")


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("VIGIE_OIDC_ISSUER", "http://id.example.org"),
        ("VIGIE_OIDC_CLIENT_ID", ""),
        ("VIGIE_OIDC_CLIENT_SECRET", ""),
        ("VIGIE_OIDC_NAME", ""),
        ("VIGIE_OIDC_PROVEN_BY", "mfa"),
        ("VIGIE_OIDC_ORIGINS", "https://a.example; script-src *"),
    ],
)
def test_a_provider_half_told_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, wrong: str
) -> None:
    for each, value in {**GIVEN, name: wrong}.items():
        monkeypatch.setenv(each, value)
    with pytest.raises(ImproperlyConfigured):
        oidc_provider()
