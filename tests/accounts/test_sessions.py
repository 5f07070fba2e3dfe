"""Where one is signed in, and signing out from afar."""

from collections.abc import Iterator
from time import time

import pytest
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from tests.accounts.test_signing_in import PASSWORD, SECRET
from vigie.accounts import services
from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.accounts.services import create_account

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def lea() -> User:
    user = create_account(
        "lea@example.org", name="Léa", role=Role.ANALYST, actor="test", password=PASSWORD
    )
    TOTP.activate(user, SECRET)
    return user


def signed_in(agent: str) -> Client:
    """Sign in as people do, in a browser of this name."""
    client = Client(headers={"user-agent": agent})
    client.post("/en/accounts/login/", {"login": "lea@example.org", "password": PASSWORD})
    code = format_hotp_value(hotp_value(SECRET, int(time()) // app_settings.TOTP_PERIOD))
    client.post("/en/accounts/code/authenticate/", {"code": code})
    cache.clear()
    return client


def test_each_browser_is_listed(lea: User) -> None:
    assert Authenticator.objects.filter(user=lea).exists()
    here = signed_in("Firefox at work")
    signed_in("Safari at home")
    shown = here.get("/en/accounts/sessions/").content.decode()
    assert "Firefox at work" in shown
    assert "Safari at home" in shown


def test_one_is_signed_out_from_afar(lea: User) -> None:
    here, there = signed_in("Firefox"), signed_in("Safari")
    session = UserSession.objects.get(user=lea, user_agent="Safari")
    here.post(f"/en/accounts/sessions/{session.pk}/end/")
    assert there.get("/en/accounts/").status_code == 302
    assert here.get("/en/accounts/").status_code == 200


def test_all_others_are_signed_out(lea: User) -> None:
    here, *others = [signed_in(name) for name in ("Firefox", "Safari", "Edge")]
    here.post("/en/accounts/sessions/end-others/")
    assert here.get("/en/accounts/").status_code == 200
    assert {other.get("/en/accounts/").status_code for other in others} == {302}
    assert UserSession.objects.filter(user=lea).count() == 1


def test_nobody_ends_the_session_of_another(lea: User) -> None:
    there = signed_in("Safari")
    session = UserSession.objects.get(user=lea)
    stranger = create_account("eve@example.org", name="Eve", role=Role.ANALYST, actor="test")
    client = Client()
    client.force_login(stranger)
    client.post(f"/en/accounts/sessions/{session.pk}/end/")
    assert there.get("/en/accounts/").status_code == 200


def test_a_closed_account_is_signed_out_everywhere(lea: User) -> None:
    there = signed_in("Safari")
    services.deactivate(lea, actor="test")
    assert there.get("/en/accounts/").status_code == 302
