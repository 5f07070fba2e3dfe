"""What a person does with their own account leaves a trace: identifiers only."""

import re
from collections.abc import Iterator
from time import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.cache import cache
from django.test import Client

from tests.factories import cases
from tests.fixtures.people import with_second_factor
from vigie.accounts import elevation
from vigie.accounts.adapter import PROVED_AT
from vigie.accounts.enums import Role
from vigie.core.ids import new_id
from vigie.core.models import JournalEntry
from vigie.surfaces.desk.wording import DEEDS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def ada() -> Client:
    """The browser of an administrator, who has just proved who they are."""
    client = Client()
    client.user = with_second_factor(cases.person(Role.ADMINISTRATOR))  # type: ignore[attr-defined]
    client.force_login(client.user)  # type: ignore[attr-defined]
    session = client.session
    session[PROVED_AT] = int(time())
    session.save()
    return client


def trail(client: Client) -> list[str]:
    """Return what this person did, oldest first; each has words and holds no address."""
    actor = f"user:{client.user.pk}"  # type: ignore[attr-defined]
    entries = list(JournalEntry.objects.filter(actor=actor).order_by("id"))
    assert all(entry.action in DEEDS for entry in entries)
    assert not any(re.search(r"@", str(entry.objects_touched)) for entry in entries)
    return [entry.action for entry in entries]


def test_the_elevated_mode_is_entered_and_left(ada: Client) -> None:
    ada.post("/en/accounts/elevate/")
    assert ada.session[elevation.UNTIL]
    ada.post("/en/accounts/lower/")
    ada.post("/en/accounts/lower/")
    assert trail(ada) == ["account.elevated", "account.lowered"]


def test_asking_for_the_mode_is_not_entering_it(ada: Client) -> None:
    ada.get("/en/accounts/elevate/")
    assert trail(ada) == []


def test_signing_out(ada: Client) -> None:
    ada.post("/en/accounts/logout/")
    assert ada.get("/en/accounts/").status_code == 302
    assert trail(ada) == ["account.signed_out"]


def test_recovery_codes_are_made(ada: Client) -> None:
    ada.post("/en/accounts/recovery-codes/generate/")
    made = Authenticator.objects.filter(type=Authenticator.Type.RECOVERY_CODES)
    assert made.count() == 1
    assert trail(ada) == ["account.recovery_codes_made"]


def test_a_session_is_ended_from_afar(ada: Client) -> None:
    user = ada.user  # type: ignore[attr-defined]
    other = UserSession.objects.create(
        user=user, session_key=new_id().hex, ip="192.0.2.1", user_agent="Safari"
    )
    ada.post(f"/en/accounts/sessions/{other.pk}/end/")
    assert trail(ada) == ["account.session_ended"]
    assert JournalEntry.objects.get().objects_touched == {"account": str(user.pk)}
