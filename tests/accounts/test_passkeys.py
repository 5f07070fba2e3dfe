"""Passkeys at the level of requests: what a hostile browser may send is refused, plainly."""

import json
from collections.abc import Iterator
from time import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from fido2.utils import websafe_decode, websafe_encode
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from tests.factories import cases
from tests.factories.keys import DOMAIN, ORIGIN, SoftwareKey
from vigie.accounts import passkeys, services
from vigie.accounts.enums import ChangeKind, Role
from vigie.accounts.models import User
from vigie.config.passkeys import passkey_domain
from vigie.core import outbox
from vigie.core.models import JournalEntry

pytestmark = pytest.mark.django_db

PASSWORD = "four horses eat my hay"
SECRET = "JBSWY3DPEHPK3PXP"
ADD = "/en/accounts/passkeys/add/"
SIGN_IN = "/en/accounts/passkeys/sign-in/"
CODE = "/en/accounts/code/authenticate/"
REFUSED = "This passkey was not recognised."


@pytest.fixture(autouse=True)
def _served_at_the_desk(settings: Settings) -> Iterator[None]:
    settings.VIGIE_DESK_URL = ORIGIN
    settings.VIGIE_PASSKEY_DOMAIN = DOMAIN
    cache.clear()
    yield
    cache.clear()


def person(email: str = "lea@example.org") -> User:
    return services.create_account(
        email, name="Léa", role=Role.ANALYST, actor="test", password=PASSWORD
    )


def browser() -> Client:
    return Client()


def give_password(client: Client, email: str = "lea@example.org") -> str:
    answer = client.post("/en/accounts/login/", {"login": email, "password": PASSWORD})
    return str(answer["Location"])


def options(answer: Any, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(answer.context["js_data"][kind]))
    return found


def add(client: Client, key: SoftwareKey, **fields: Any) -> Any:
    made = key.made(options(client.get(ADD), "creation_options"))
    return client.post(ADD, {"name": "blue key", "credential": json.dumps(made), **fields})


def enrolled(key: SoftwareKey, email: str = "lea@example.org") -> User:
    """Make a person whose only second factor is this key."""
    user, client = person(email), browser()
    give_password(client, email)
    answer = add(client, key)
    assert answer["Location"] == "/en/accounts/recovery-codes/"
    return user


def asked_to_sign_in(client: Client) -> dict[str, Any]:
    answer = client.get(SIGN_IN, headers={"accept": "application/json"})
    asked: dict[str, Any] = answer.json()["request_options"]
    return asked


def sign_in_with(client: Client, key: SoftwareKey, **fields: str) -> Any:
    used = key.used(asked_to_sign_in(client))
    return client.post(SIGN_IN, {"credential": json.dumps(used), **fields})


def is_in(client: Client) -> bool:
    return client.get("/en/accounts/").status_code == 200


def test_a_passkey_alone_opens_the_desk() -> None:
    key = SoftwareKey()
    user = enrolled(key)
    client = browser()
    assert sign_in_with(client, key)["Location"] == "/en/desk/"
    assert client.get("/en/desk/", follow=True).redirect_chain[-1][0] != "/en/accounts/code/"
    assert JournalEntry.objects.filter(action="account.signed_in", actor=f"user:{user.pk}").exists()


def test_one_is_led_to_the_page_one_wanted_and_never_to_a_foreign_site() -> None:
    key = SoftwareKey()
    enrolled(key)
    wanted = sign_in_with(browser(), key, next="/en/desk/cases/")
    assert wanted["Location"] == "/en/desk/cases/"
    assert "evil" not in sign_in_with(browser(), key, next="https://evil.example/")["Location"]


def test_a_touch_is_enough_after_the_password() -> None:
    key = SoftwareKey(verifies=False)
    enrolled(key)
    client = browser()
    assert give_password(client) == CODE
    used = key.used(options(client.get(CODE), "request_options"))
    assert client.post(CODE, {"credential": json.dumps(used)})["Location"] == "/en/desk/"


def test_a_touch_is_not_enough_alone() -> None:
    key = SoftwareKey(verifies=False)
    enrolled(key)
    client = browser()
    sign_in_with(client, key)
    assert not is_in(client)


def test_a_challenge_made_for_a_second_factor_opens_no_other_account_by_a_touch(
    settings: Settings,
) -> None:
    """A colleague's stolen key, and one's own password: allauth alone would let this in."""
    stolen = SoftwareKey(verifies=False)
    enrolled(stolen, "lea@example.org")
    enrolled(SoftwareKey(key_id=b"m" * 32), "max@example.org")
    client = browser()
    give_password(client, "max@example.org")
    used = stolen.used(options(client.get(CODE), "request_options"))
    # A quarter of an hour later: the sign-in that was begun is forgotten, its challenge is not.
    settings.ACCOUNT_LOGIN_TIMEOUT = -1
    client.post(SIGN_IN, {"credential": json.dumps(used)})
    assert not is_in(client)


def test_the_key_of_another_is_no_second_factor() -> None:
    hers, his = SoftwareKey(), SoftwareKey(key_id=b"m" * 32)
    enrolled(hers, "lea@example.org")
    enrolled(his, "max@example.org")
    client = browser()
    give_password(client, "lea@example.org")
    used = his.used(options(client.get(CODE), "request_options"))
    shown = client.post(CODE, {"credential": json.dumps(used)}).content.decode()
    assert REFUSED in shown
    assert not is_in(client)


def test_a_forged_signature_is_refused() -> None:
    key = SoftwareKey()
    enrolled(key)
    forger = SoftwareKey(key_id=key.key_id, user_handle=key.user_handle)
    client = browser()
    sign_in_with(client, forger)
    assert not is_in(client)


def test_what_was_used_once_opens_nothing_twice() -> None:
    key = SoftwareKey()
    enrolled(key)
    client, thief = browser(), browser()
    used = json.dumps(key.used(asked_to_sign_in(client)))
    client.post(SIGN_IN, {"credential": used})
    assert is_in(client)
    asked_to_sign_in(thief)
    thief.post(SIGN_IN, {"credential": used})
    assert not is_in(thief)
    client.post("/en/accounts/logout/")
    client.post(SIGN_IN, {"credential": used})
    assert not is_in(client)


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example", f"https://sub.{DOMAIN}", f"http://{DOMAIN}"]
)
def test_what_a_passkey_answered_to_another_site_is_refused(elsewhere: str) -> None:
    key = SoftwareKey()
    enrolled(key)
    key.origin = elsewhere
    client = browser()
    sign_in_with(client, key)
    assert not is_in(client)


def test_a_passkey_made_on_another_site_is_not_kept() -> None:
    person()
    client = browser()
    give_password(client)
    answer = add(client, SoftwareKey(origin="https://evil.example"))
    assert REFUSED in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_a_passkey_that_shall_open_alone_must_recognise_its_user() -> None:
    person()
    client = browser()
    give_password(client)
    answer = add(client, SoftwareKey(verifies=False), passwordless="on")
    assert REFUSED in answer.content.decode()
    assert not Authenticator.objects.exists()


def test_nothing_is_asked_of_who_made_the_key() -> None:
    person()
    client = browser()
    give_password(client)
    asked = options(client.get(ADD), "creation_options")["publicKey"]
    assert asked.get("attestation", "none") == "none"
    assert asked["rp"] == {"id": DOMAIN, "name": "Vigie"}


def test_a_closed_account_is_not_opened_by_its_passkey() -> None:
    key = SoftwareKey()
    services.deactivate(enrolled(key), actor="test")
    client = browser()
    assert sign_in_with(client, key)["Location"] == "/en/accounts/inactive/"
    assert not is_in(client)


def test_a_recovery_takes_passkeys_off() -> None:
    key = SoftwareKey()
    user = enrolled(key)
    ada, bea = cases.person(Role.ADMINISTRATOR), cases.person(Role.ADMINISTRATOR)
    services.decide(services.ask(ChangeKind.RECOVERY, user, actor=ada), approves=True, actor=bea)
    client = browser()
    sign_in_with(client, key)
    assert not is_in(client)
    assert not Authenticator.objects.filter(user=user).exists()


def test_the_owner_is_told_and_the_journal_knows() -> None:
    user = enrolled(SoftwareKey())
    assert JournalEntry.objects.filter(
        action="account.factor_added", actor=f"user:{user.pk}"
    ).exists()
    outbox.drain()
    [message] = mail.outbox
    assert message.to == ["lea@example.org"]
    assert "clé d’accès ajoutée" in message.subject
    assert "blue key" not in message.body


def test_the_last_second_factor_stays() -> None:
    user, client = enrolled(SoftwareKey()), browser()
    client.force_login(user)
    passkey = Authenticator.objects.get(user=user, type=Authenticator.Type.WEBAUTHN)
    with pytest.raises(services.LastFactor):
        services.remove_factor(passkey)
    TOTP.activate(user, SECRET)
    services.remove_factor(passkey)
    application = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    with pytest.raises(services.LastFactor):
        services.remove_factor(application)


def test_the_page_says_that_the_last_one_stays() -> None:
    key, client = SoftwareKey(), browser()
    enrolled(key)
    sign_in_with(client, key)
    passkey = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    answer = client.post(f"/en/accounts/passkeys/{passkey.pk}/remove/")
    assert answer.status_code == 409
    assert "This is your last second factor" in answer.content.decode()
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_nobody_touches_the_passkey_of_another() -> None:
    enrolled(SoftwareKey(), "lea@example.org")
    hers = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    his, client = SoftwareKey(key_id=b"m" * 32), browser()
    enrolled(his, "max@example.org")
    sign_in_with(client, his)
    for what in ("rename", "remove"):
        answer = client.post(f"/en/accounts/passkeys/{hers.pk}/{what}/", {"name": "mine"})
        assert answer.status_code == 404
    assert Authenticator.objects.get(pk=hers.pk).wrap().name == "blue key"


def test_a_second_factor_is_touched_only_by_who_proved_again_who_they_are() -> None:
    user, client = enrolled(SoftwareKey()), browser()
    client.force_login(user)
    passkey = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    for page in (ADD, "/en/accounts/code/move/", f"/en/accounts/passkeys/{passkey.pk}/remove/"):
        assert client.get(page)["Location"].startswith("/en/accounts/passkeys/confirm/")


def test_a_wrong_proof_is_said_on_the_page() -> None:
    key, other = SoftwareKey(), SoftwareKey(key_id=b"m" * 32)
    user, client = enrolled(key), browser()
    client.force_login(user)
    page = "/en/accounts/passkeys/confirm/"
    used = other.used(options(client.get(page), "request_options"))
    answer = client.post(page, {"credential": json.dumps(used)})
    assert answer.status_code == 422
    assert REFUSED in answer.content.decode()
    used = key.used(options(client.get(page), "request_options"))
    assert client.post(page, {"credential": json.dumps(used)}).status_code == 302


def test_the_application_moves_to_another_telephone() -> None:
    user, client = person(), browser()
    TOTP.activate(user, SECRET)
    client.force_login(user)
    session = client.session
    session["vigie_proved_at"] = 2**40
    session.save()
    form = client.get("/en/accounts/code/move/").context["form"]
    assert form.secret != SECRET
    wrong = client.post("/en/accounts/code/move/", {"code": "000000"})
    assert 'id="error-summary"' in wrong.content.decode()
    before = Authenticator.objects.get(user=user, type="totp").pk
    answer = client.post("/en/accounts/code/move/", {"code": code_of(form.secret)})
    assert answer.status_code == 302
    assert Authenticator.objects.get(user=user, type="totp").pk != before
    assert JournalEntry.objects.filter(action="account.factor_moved").exists()


def code_of(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, int(time()) // 30)))


HOSTILE = [
    "",
    "null",
    "[]",
    "{}",
    "x",
    "[" * 9_000,
    "x" * 30_000,
    '{"rawId": 1, "response": {}}',
    '{"rawId": "AA", "response": {"clientDataJSON": "AA", "attestationObject": "AA"}}',
    '{"rawId": "AA", "response": {"clientDataJSON": "e30", "authenticatorData": "é"}}',
]


@pytest.mark.parametrize("answer", HOSTILE)
def test_what_is_no_answer_is_refused_on_every_page(answer: str) -> None:
    key, client = SoftwareKey(), browser()
    enrolled(key)
    asked_to_sign_in(client)
    assert client.post(SIGN_IN, {"credential": answer})["Location"] == "/en/accounts/login/"
    give_password(client)
    client.get(CODE)
    assert REFUSED in client.post(CODE, {"credential": answer}).content.decode()
    used = key.used(options(client.get(CODE), "request_options"))
    client.post(CODE, {"credential": json.dumps(used)})
    client.get(ADD)
    assert REFUSED in client.post(ADD, {"credential": answer}).content.decode()


def test_what_no_column_takes_is_not_kept() -> None:
    person()
    client = browser()
    give_password(client)
    made = SoftwareKey().made(options(client.get(ADD), "creation_options"))
    made["clientExtensionResults"]["more"] = "\0"
    client.post(ADD, {"name": "a\x07b", "credential": json.dumps(made)})
    kept = Authenticator.objects.get(type=Authenticator.Type.WEBAUTHN)
    assert kept.wrap().name == "ab"
    assert kept.data["credential"]["clientExtensionResults"] == {"credProps": {"rk": True}}


def broken(answer: dict[str, Any], name: str, place: int, bits: int) -> dict[str, Any]:
    """Return an answer with one byte of one part changed."""
    raw = bytearray(websafe_decode(answer["response"][name]))
    raw[place % len(raw)] ^= bits
    return {**answer, "response": {**answer["response"], name: websafe_encode(bytes(raw))}}


@given(data=st.data(), place=st.integers(0, 500), bits=st.integers(1, 255))
def test_an_answer_with_a_broken_byte_is_read_or_refused(
    data: st.DataObject, place: int, bits: int
) -> None:
    key = SoftwareKey()
    asked = {"publicKey": {"challenge": "AAAA", "user": {"id": "MQ"}}}
    for answer, sound in (
        (key.made(asked), passkeys.sound_registration),
        (key.used(asked), passkeys.sound_assertion),
    ):
        name = data.draw(st.sampled_from(sorted(answer["response"])))
        try:
            sound(broken(answer, name, place, bits))
        except passkeys.Unsound:
            continue


@pytest.mark.parametrize(
    ("given_domain", "desk", "bound_to"),
    [
        ("", "https://desk.example.org", "desk.example.org"),
        ("example.org", "https://desk.example.org", "example.org"),
        ("", "https://desk.example.org:8443", "desk.example.org"),
        ("", "http://localhost:8000", "localhost"),
        ("", "http://127.0.0.1:8000", ""),
        ("", "https://192.0.2.1", ""),
        ("", "http://desk.example.org", ""),
    ],
)
def test_passkeys_are_bound_to_the_desk_s_name(given_domain: str, desk: str, bound_to: str) -> None:
    assert passkey_domain(given_domain, desk) == bound_to


@pytest.mark.parametrize("wrong", ["org", "evil.example", "esk.example.org", "a.desk.example.org"])
def test_passkeys_are_bound_to_no_other_name(wrong: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        passkey_domain(wrong, "https://desk.example.org")


def test_where_no_passkey_can_be_made_the_pages_say_so(settings: Settings) -> None:
    settings.VIGIE_PASSKEY_DOMAIN = ""
    person()
    client = browser()
    assert "Sign in with a passkey" not in client.get("/en/accounts/login/").content.decode()
    give_password(client)
    assert "No passkeys here" in client.get(ADD).content.decode()
    assert client.get(SIGN_IN).status_code == 404
    assert "None can be made" in client.get("/en/accounts/code/").content.decode()
