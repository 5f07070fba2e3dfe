"""A form that was open for too long loses nothing of what was typed."""

import pytest
from django.test import Client

from tests.core import pages as our_pages
from tests.fixtures.people import SignIn
from vigie.accounts.enums import Role

pytestmark = [pytest.mark.usefixtures("pages"), pytest.mark.django_db]

TYPED = {
    "code": "from-elsewhere",
    "structure": "Hôpital Nord",
    "story": "Screens are black",
    "kind": "a",
    "impact": "b",
    "systems": ["a", "b"],
    "kept": "on",
    "detected_at_0": "2025-01-31",
    "detected_at_1": "08:15",
}
OURS = {"Sec-Fetch-Site": "same-origin"}
THEIRS = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}


@pytest.fixture
def strict() -> Client:
    """A browser whose form carries no valid token."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture(autouse=True)
def recorded() -> list[dict[str, object]]:
    our_pages.recorded.clear()
    return our_pages.recorded


def test_a_stale_form_that_the_browser_vouches_for_is_recorded(
    strict: Client, recorded: list[dict[str, object]]
) -> None:
    assert strict.post("/en/story/", TYPED, headers=OURS).status_code == 200
    assert [each["story"] for each in recorded] == ["Screens are black"]


def test_an_old_browser_vouches_by_the_origin(
    strict: Client, recorded: list[dict[str, object]]
) -> None:
    strict.post("/en/story/", TYPED, headers={"Origin": "http://testserver"})
    assert len(recorded) == 1


@pytest.mark.parametrize(
    "headers",
    [
        {},
        THEIRS,
        {"Origin": "null"},
        {"Origin": "http://testserver.evil.example"},
        {"Origin": "http://[::1"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_what_nobody_vouches_for_is_shown_again_and_not_recorded(
    strict: Client, recorded: list[dict[str, object]], headers: dict[str, str]
) -> None:
    response = strict.post("/en/story/", TYPED, headers=headers)
    page = response.content.decode()
    assert response.status_code == 403
    assert recorded == []
    for typed in ("Hôpital Nord", "Screens are black", "2025-01-31", "08:15"):
        assert typed in page
    assert page.count("checked") == 4
    assert "error-summary" not in page


def test_a_form_shown_again_repeats_no_secret_that_it_received(strict: Client) -> None:
    page = strict.post("/en/story/", TYPED, headers=THEIRS).content.decode()
    assert "from-elsewhere" not in page
    assert "made-anew" in page


def test_changing_language_keeps_what_was_typed(
    client: Client, recorded: list[dict[str, object]]
) -> None:
    page = client.post("/es/story/", {**TYPED, "story": "", "show_again": "es"}).content.decode()
    assert '<html lang="es">' in page
    assert "Hôpital Nord" in page
    assert "error-summary" not in page
    assert recorded == []


def test_the_language_switch_of_a_form_sends_the_form_along(client: Client) -> None:
    page = client.get("/en/story/?from=mail").content.decode()
    assert 'form="story" formaction="/es/story/?from=mail"' in page


def test_other_forms_keep_django_s_refusal_and_say_what_to_do(sign_in: SignIn) -> None:
    client = sign_in(Role.ANALYST)
    client.handler.enforce_csrf_checks = True
    response = client.post("/en/accounts/logout/", headers=OURS)
    assert response.status_code == 403
    assert "Please send this form once more" in response.content.decode()
    assert client.get("/en/signed-in/").status_code == 200


def test_a_person_who_pastes_a_broken_log_is_not_sent_away(
    client: Client, recorded: list[dict[str, object]]
) -> None:
    client.post("/en/story/", {**TYPED, "story": "before\0\x1b[31mafter\r\nnext"})
    assert recorded[0]["story"] == "before[31mafter\nnext"
