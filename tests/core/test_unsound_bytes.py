"""Bytes that no browser sends are refused, and never reach the database."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fixtures.people import SignIn
from vigie.accounts.enums import Role

pytestmark = [pytest.mark.usefixtures("pages"), pytest.mark.django_db]

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    "path",
    ["/en/?q=%00", "/en/?q=a%00b", "/en/?%00=a", "/en/?q=%ff", "/en/?q=%c3%28", "/en/%00/"],
)
def test_nul_and_broken_utf8_in_an_address_are_a_bad_request(client: Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 400
    assert "This request could not be read" in response.content.decode()


def test_broken_utf8_in_a_path_is_no_page(client: Client) -> None:
    assert client.get("/en/caf%e9/").status_code == 404


@pytest.mark.parametrize("body", [b"a=%00", b"%00=a", b"a=%ff", b"a=\xff", b"a=x%e9"])
def test_nul_and_broken_utf8_in_a_form_are_a_bad_request(client: Client, body: bytes) -> None:
    assert client.post("/en/", body, content_type=FORM).status_code == 400


def test_nul_in_a_multipart_form_is_a_bad_request(client: Client) -> None:
    assert client.post("/en/", {"a": "x\0y"}).status_code == 400


def test_nul_in_the_session_cookie_is_a_bad_request(client: Client) -> None:
    client.cookies.load('sessionid="abcdefgh\\000"')
    assert client.get("/en/desk/queue/").status_code == 400


def test_every_letter_of_every_alphabet_passes(client: Client) -> None:
    response = client.post("/en/?q=%C3%A9+%E2%82%AC", {"a": "é € \u202e 🚑 \n"})
    assert response.status_code == 200
    assert "🚑" in response.content.decode()


def test_a_form_that_is_too_large_is_told_so(client: Client) -> None:
    response = client.post("/en/story/", "story=" + "x" * 10_000_000, content_type=FORM)
    assert response.status_code == 413
    assert "too large" in response.content.decode()


def test_a_form_of_too_many_fields_is_a_bad_request(client: Client) -> None:
    body = "&".join(f"f{number}=1" for number in range(2000))
    assert client.post("/en/story/", body, content_type=FORM).status_code == 400


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(query=st.binary(max_size=40), body=st.binary(max_size=80))
def test_no_bytes_at_all_make_the_server_fail(client: Client, query: bytes, body: bytes) -> None:
    path = "/en/story/?" + query.decode("latin-1")
    assert client.post(path, body, content_type=FORM).status_code < 500


def test_sign_in_survives_hostile_fields(client: Client, sign_in: SignIn) -> None:
    sign_in(Role.ANALYST)
    for hostile in ("a\0b@example.org", "\u202e@example.org", "x" * 5000, "<script>", "🚑@🚑.org"):
        answer = client.post("/en/accounts/login/", {"login": hostile, "password": hostile})
        assert answer.status_code < 500
