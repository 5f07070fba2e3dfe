"""What goes wrong is told in plain words, in the visitor's language."""

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.fixtures.people import SignIn
from vigie.accounts.enums import Role

pytestmark = [pytest.mark.usefixtures("pages"), pytest.mark.django_db]


@pytest.fixture
def client() -> Client:
    return Client(raise_request_exception=False)


def test_a_page_not_found_leads_home(client: Client) -> None:
    response = client.get("/en/nowhere/")
    assert response.status_code == 404
    assert 'href="/en/"' in response.content.decode()


def test_a_refusal_says_whom_to_ask(sign_in: SignIn) -> None:
    response = sign_in(Role.STATISTICIAN).get("/en/desk/queue/")
    assert response.status_code == 403
    assert "Ask your administrator" in response.content.decode()


def test_our_failure_is_ours_and_shows_nothing_of_the_inside(client: Client) -> None:
    response = client.get("/en/broken/")
    shown = response.content.decode()
    assert response.status_code == 500
    assert "This is our fault, not yours" in shown
    assert "RuntimeError" not in shown


def test_the_page_of_our_failure_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        assert client.get("/en/broken/").status_code == 500


def test_whoever_must_slow_down_is_told_for_how_long(client: Client) -> None:
    response = client.get("/en/slowed/")
    assert response.status_code == 429
    assert response["Retry-After"] == "90"
    assert "Try again in 2 minutes." in response.content.decode()


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_an_error_before_the_language_is_known_speaks_it_still(
    client: Client, language: str
) -> None:
    shown = client.get(f"/{language}/?q=%00").content.decode()
    assert f'<html lang="{language}">' in shown


@pytest.mark.parametrize("role", ["embedded", "front", "desk"])
@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_every_process_has_our_error_pages(role: str, status: int) -> None:
    handler = get_resolver(f"vigie.config.urls.{role}").resolve_error_handler(status)
    assert handler.__module__ == "vigie.core.errors"
