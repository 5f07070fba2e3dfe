"""The page of API tokens: made by one, approved by another, shown once, taken back."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import cases
from tests.surfaces.api.sending import get
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from tests.surfaces.desk.test_people import elevate
from vigie.accounts import elevation
from vigie.accounts.enums import Role, Scope
from vigie.accounts.models import ApiToken, User
from vigie.core.models import JournalEntry

pytestmark = pytest.mark.django_db

SECRET = re.compile(r"vigie_[0-9a-f]{12}_[A-Za-z0-9_-]{43}")


@pytest.fixture
def ada(sign_in: Callable[..., SignedIn]) -> SignedIn:
    return elevate(sign_in(Role.ADMINISTRATOR, name="Ada Min"))


@pytest.fixture
def lead(sign_in: Callable[..., SignedIn]) -> SignedIn:
    return elevate(sign_in(Role.DUTY_LEAD, name="Dot Lead"))


@pytest.fixture
def ana() -> User:
    return cases.person(name="Ana Lyst")


def wanted(owner: User, /, **typed: Any) -> dict[str, Any]:
    return {
        "name": "Ticketing",
        "owner": str(owner.pk),
        "scopes": [Scope.INCIDENTS.value],
        "realm": "live",
        "days": "30",
        **typed,
    }


def made(ada: SignedIn, owner: User, **typed: Any) -> str:
    """Make a token, and return the secret that the page shows."""
    answer = ada.post(page("token_make"), wanted(owner, **typed))
    found = SECRET.search(text(answer))
    assert found, text(answer)
    return found.group()


def opens(secret: str) -> int:
    status: int = get("/api/v1/incidents", Authorization=f"Bearer {secret}").status_code
    return status


def approve(client: SignedIn) -> Any:
    return client.post(page("token_approve", str(ApiToken.objects.latest("made_at").pk)))


def test_it_opens_once_a_second_person_has_approved(
    ada: SignedIn, lead: SignedIn, ana: User
) -> None:
    secret = made(ada, ana)
    assert opens(secret) == 401
    assert "Waits for approval" in text(lead.get(page("tokens")))
    approve(lead)
    assert opens(secret) == 200
    assert "In force" in text(ada.get(page("tokens")))
    deeds = JournalEntry.objects.filter(action__startswith="token.").values_list("action", "actor")
    assert ("token.made", f"user:{ada.user.pk}") in deeds
    assert ("token.approved", f"user:{lead.user.pk}") in deeds


def test_who_made_it_cannot_approve_it(ada: SignedIn, ana: User) -> None:
    secret = made(ada, ana)
    assert "Somebody else decides" in text(ada.get(page("tokens")))
    approve(ada)
    assert opens(secret) == 401
    kept = ApiToken.objects.filter(approved_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.update(approved_at=timezone.now(), approved_by=ada.user)
    with pytest.raises(IntegrityError), transaction.atomic():
        kept.update(approved_at=timezone.now())


def test_the_secret_is_shown_once_and_kept_by_no_cache(ada: SignedIn, ana: User) -> None:
    answer = ada.post(page("token_make"), wanted(ana))
    assert "no-store" in answer["Cache-Control"]
    found = SECRET.search(text(answer))
    assert found
    assert found.group() not in text(ada.get(page("tokens")))
    assert found.group().split("_", 2)[2] not in str(list(ApiToken.objects.values()))


def test_revoked_it_opens_nothing_at_once(ada: SignedIn, lead: SignedIn, ana: User) -> None:
    secret = made(ada, ana)
    approve(lead)
    token = ApiToken.objects.get()
    ada.post(page("token_revoke", str(token.pk)))
    assert opens(secret) == 401
    assert "Revoked" in text(ada.get(page("tokens")))
    assert "revoked already" in text(ada.post(page("token_revoke", str(token.pk)), follow=True))


def test_one_revoked_meanwhile_is_not_approved(ada: SignedIn, lead: SignedIn, ana: User) -> None:
    secret = made(ada, ana)
    lead.post(page("token_revoke", str(ApiToken.objects.get().pk)))
    approve(lead)
    assert opens(secret) == 401
    assert ApiToken.objects.get().approved_at is None


@pytest.mark.parametrize("name", ["make", "approve", "revoke"])
def test_nothing_is_done_outside_the_elevated_mode(
    sign_in: Callable[..., SignedIn], ada: SignedIn, ana: User, name: str
) -> None:
    secret = made(ada, ana)
    token = ApiToken.objects.get()
    arguments = [] if name == "make" else [str(token.pk)]
    late = elevate(sign_in(Role.ADMINISTRATOR, name="Late"), ago=elevation.LASTS)
    answer = late.post(page(f"token_{name}", *arguments), wanted(ana))
    if name == "make":
        assert answer.status_code == 422
        assert "Ticketing" in text(answer)
        assert "/elevate/" in late.get(page("token_make"))["Location"]
    else:
        assert answer["Location"].startswith("/en/accounts/elevate/")
    token.refresh_from_db()
    assert (ApiToken.objects.count(), token.approved_at, token.revoked_at) == (1, None, None)
    assert opens(secret) == 401


@pytest.mark.parametrize(
    "typed",
    [
        {"name": ""},
        {"name": "x" * 101},
        {"scopes": []},
        {"scopes": ["incidents:write"]},
        {"days": "0"},
        {"days": "366"},
        {"days": "soon"},
        {"realm": "import:nowhere"},
        {"owner": ""},
    ],
)
def test_what_cannot_be_is_asked_again(ada: SignedIn, ana: User, typed: dict[str, Any]) -> None:
    answer = ada.post(page("token_make"), wanted(ana, **typed))
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in text(answer)
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.ADMINISTRATOR, Role.AUTHORITY])
def test_only_who_handles_cases_lends_their_sight(ada: SignedIn, role: Role) -> None:
    other = cases.person(role, name="Other")
    assert ada.post(page("token_make"), wanted(other)).status_code == 422


def test_an_account_closed_meanwhile_lends_nothing(ada: SignedIn, ana: User) -> None:
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert ada.post(page("token_make"), wanted(ana)).status_code == 422


def test_a_duty_lead_approves_and_revokes_but_makes_none(lead: SignedIn, ana: User) -> None:
    assert lead.post(page("token_make"), wanted(ana)).status_code == 403
    assert "Make a token" not in text(lead.get(page("tokens")))


def test_it_reads_its_realm_alone(ada: SignedIn, lead: SignedIn, ana: User) -> None:
    live = cases.open_case().reference
    drill = cases.open_case(realm="exercise:spring").reference
    secret = made(ada, ana, realm="exercise:spring")
    approve(lead)
    told = get("/api/v1/incidents", Authorization=f"Bearer {secret}").json()
    assert [each["reference"] for each in told["incidents"]] == [drill]
    of_live = get(f"/api/v1/incidents/{live}", Authorization=f"Bearer {secret}")
    assert of_live.status_code == 404


def test_many_tokens_take_as_many_queries(ada: SignedIn, ana: User) -> None:
    made(ada, ana)
    ada.get(page("tokens"))
    with CaptureQueriesContext(connection) as few:
        ada.get(page("tokens"))
    for number in range(5):
        made(ada, cases.person(name=f"Person {number}"))
    with CaptureQueriesContext(connection) as many:
        ada.get(page("tokens"))
    assert len(many) == len(few)
