"""A page is seen by those it was declared for, and by nobody when it declared nobody."""

import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.views.decorators.http import require_POST
from pytest_django import Settings

from tests.fixtures.people import SignIn
from vigie.accounts.enums import Role
from vigie.core.audience import Audience, audience, declared_audience

pytestmark = [pytest.mark.usefixtures("pages"), pytest.mark.django_db]


def test_an_undeclared_page_does_not_exist_for_anybody(
    sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "vigie.audience"):
        response = sign_in(Role.ADMINISTRATOR).get("/en/undeclared/")
    assert response.status_code == 404
    assert "nobody may read this" not in response.content.decode()
    assert "tests:undeclared" in caplog.text


def test_a_library_s_page_is_closed_unless_the_table_names_it(
    client: Client, settings: Settings
) -> None:
    assert client.get("/en/accounts/inactive/").status_code == 200
    settings.VIGIE_THIRD_PARTY_AUDIENCES = {}
    assert client.get("/en/accounts/inactive/").status_code == 404


def test_a_page_for_anyone_asks_nothing(client: Client) -> None:
    assert client.get("/en/").status_code == 200


def test_a_code_holder_needs_no_account(client: Client) -> None:
    assert client.get("/en/mine/").status_code == 200


def test_an_anonymous_visitor_is_led_to_sign_in_and_back(client: Client) -> None:
    response = client.get("/en/desk/queue/?state=late&page=2")
    assert response.status_code == 302
    assert response["Location"] == (
        "/en/accounts/login/?next=/en/desk/queue/%3Fstate%3Dlate%26page%3D2"
    )


def test_somebody_of_another_role_is_refused(sign_in: SignIn) -> None:
    assert sign_in(Role.STATISTICIAN).get("/en/desk/queue/").status_code == 403


def test_the_role_is_let_in(sign_in: SignIn) -> None:
    assert sign_in(Role.ANALYST).get("/en/desk/queue/").status_code == 200


def test_a_duty_lead_sees_what_analysts_see(sign_in: SignIn) -> None:
    assert sign_in(Role.DUTY_LEAD).get("/en/desk/queue/").status_code == 200


@pytest.mark.parametrize("role", [Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_any_of_the_audiences_named_is_let_in(sign_in: SignIn, role: Role) -> None:
    assert sign_in(role).get("/en/either/").status_code == 200


def test_a_role_nobody_knows_opens_nothing(sign_in: SignIn) -> None:
    client = sign_in(Role.ANALYST)
    client.user.role = "forgotten"  # type: ignore[attr-defined]
    client.user.save()  # type: ignore[attr-defined]
    assert client.get("/en/desk/queue/").status_code == 403
    assert client.get("/en/signed-in/").status_code == 200


def test_a_closed_account_is_nobody_s(sign_in: SignIn) -> None:
    client = sign_in(Role.ANALYST)
    client.user.is_active = False  # type: ignore[attr-defined]
    client.user.save()  # type: ignore[attr-defined]
    assert client.get("/en/desk/queue/").status_code == 302


def test_a_front_process_knows_no_account(client: Client, settings: Settings) -> None:
    """Without sessions and users, role pages send to sign-in and the others still answer."""
    settings.MIDDLEWARE = [
        name
        for name in settings.MIDDLEWARE
        if "SessionMiddleware" not in name and "AuthenticationMiddleware" not in name
    ]
    assert client.get("/en/desk/queue/").status_code == 302
    assert client.get("/en/story/").status_code == 200


@pytest.mark.parametrize(
    ("path", "kept"), [("/en/", True), ("/en/mine/", False), ("/en/desk/queue/", False)]
)
def test_only_pages_for_anyone_may_be_kept_by_caches(
    sign_in: SignIn, path: str, kept: bool
) -> None:
    response = sign_in(Role.ANALYST).get(path)
    assert ("no-store" in response.get("Cache-Control", "")) is not kept


def test_the_declaration_survives_other_decorators() -> None:
    @require_POST
    @audience(Audience.ANALYST)
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    assert declared_audience(view, "") == {Audience.ANALYST}
