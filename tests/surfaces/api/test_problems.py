"""Whatever a program sends, it is answered by a problem that it can read, never by a page."""

from typing import Any

import pytest
from django.test import Client

from tests.surfaces.api.sending import DECLARATIONS, declaration, get, post

pytestmark = pytest.mark.usefixtures("front")
PROBLEM = "application/problem+json"


def answered(answer: Any) -> tuple[int, str]:
    assert answer.json()["status"] == answer.status_code
    return answer.status_code, answer["Content-Type"]


def test_what_is_not_json_is_refused() -> None:
    assert answered(Client().post(DECLARATIONS, {"a": "b"})) == (415, PROBLEM)
    assert answered(Client().post(DECLARATIONS, "{}", content_type="text/plain")) == (415, PROBLEM)


@pytest.mark.parametrize("body", ["{", b"\xff\xfe", "[" * 50_000, '{"a": ' + "9" * 5000 + "}"])
def test_what_cannot_be_read_is_refused(body: str | bytes) -> None:
    assert answered(post(DECLARATIONS, body)) == (400, PROBLEM)


@pytest.mark.parametrize("body", ["[]", "null", "1", '"text"', '{"incident": NaN}'])
def test_what_is_no_declaration_is_refused(body: str) -> None:
    assert answered(post(DECLARATIONS, body)) == (422, PROBLEM)


def test_what_is_too_large_is_refused() -> None:
    sent = declaration(receipt_code="x" * 1_000_001)
    assert answered(post(DECLARATIONS, sent)) == (413, PROBLEM)


def test_another_method_is_refused_and_told_which_serve() -> None:
    answer = get(DECLARATIONS)
    assert answered(answer) == (405, PROBLEM)
    assert answer["Allow"] == "POST"


def test_another_form_of_answer_is_refused() -> None:
    assert answered(post(DECLARATIONS, declaration(), Accept="text/html")) == (406, PROBLEM)


@pytest.mark.parametrize("address", ["/api/", "/api/v1/nothing", f"{DECLARATIONS}/"])
def test_an_address_that_leads_nowhere_is_said_so(address: str) -> None:
    assert answered(get(address)) == (404, PROBLEM)
    assert answered(post(address, {})) == (404, PROBLEM)


def test_bytes_that_nobody_sends_are_refused() -> None:
    assert answered(get("/api/v1/nothing?a=%00")) == (400, PROBLEM)


def test_problems_speak_the_language_asked_for() -> None:
    titles = {
        language: get("/api/v1/nothing", Accept_Language=language).json()["title"]
        for language in ("fr", "en", "es")
    }
    assert titles["en"] == "Page not found"
    assert len(set(titles.values())) == 3
