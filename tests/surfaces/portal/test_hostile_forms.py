"""Whatever is sent to the portal, the answer is a page: never a 500, never a loss."""

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.surfaces.portal.pages import declared, eight_answers, page, typed_in
from vigie.core import codes, references
from vigie.taxonomy import regimes

HOSTILE = {
    "markup": "<script>alert(1)</script>",
    "template": "{{ 7*7 }}{% now %}",
    "nul": "a\0b",
    "right to left": "\u202e\u2066evil",
    "emoji": "👩🏽‍⚕️" * 40,
    "zalgo": "a" + "\u0301" * 300,
    "long": "x" * 100_000,
    "list": "['yes']",
    "number": "1e400",
    "negative": "-1",
    "huge": "9" * 5_000,
    "newline": "a\r\nb\u2028c",
    "sql": "'; DROP TABLE declarations_receipt; --",
    "uuid": "019a0000-0000-7000-8000-000000000000",
    "date": "9999-99-99",
    "first day": "0001-01-01",
    "last day": "9999-12-31",
    "spaces": "\u00a0\u200b\u3000 ",
    "surrogate": "\U0010ffff\ufffe",
}
DECLARE_FIELDS = [
    *eight_answers(),
    "structure",
    "structure_town",
    "structure_kind",
    "searched",
    "contact_function",
    "contact_email",
    "zone",
    "started_at_0",
    "started_at_1",
    "data_availability",
    "origin",
    "others_touched",
    "others_detail",
    "help_wanted",
    "help_urgency",
    "nature",
]
COMPLETE_FIELDS = [
    "completes",
    "seen",
    "form_nonce",
    "stage",
    "narrative",
    "causes",
    "kind",
    "systems",
    "persons_affected",
    "detected_at_0",
    "ended_at_0",
    "ended_at_1",
    "degraded_since_0",
    "zone",
    "contact_name",
    "contact_phone",
    "authority0-authority",
    "authority0-told_on",
    "authority0-told_reference",
    "reopen-reference",
    "reopen-code",
]
RECEIVED_OR_ASKED_AGAIN = {200, 302, 409, 422}
MANY = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
anything = st.one_of(st.text(max_size=300), st.sampled_from(list(HOSTILE.values())))


def any_of(fields: list[str]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=dict.fromkeys(fields, anything | st.lists(anything)))


@pytest.mark.parametrize("name", DECLARE_FIELDS)
def test_a_hostile_answer_gets_a_page(declarant: Client, name: str) -> None:
    for kind, value in HOSTILE.items():
        answer = declarant.post(page("declare"), eight_answers(**{name: value}))
        assert answer.status_code in RECEIVED_OR_ASKED_AGAIN, kind
        assert b"<script>alert(1)" not in answer.content


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_words_are_read_back_as_words(declarant: Client, value: str) -> None:
    typed = {
        "structure_name": f"x{value}"[:250],
        "narrative": f"x{value}"[:20_000],
        "contact_name": f"x{value}"[:150],
    }
    declared(declarant, **typed)
    for name in ("receipt", "declaration", "complete"):
        answer = declarant.get(page(name))
        assert answer.status_code == 200
        assert b"<script>alert(1)" not in answer.content
    assert declarant.get(page("receipt_pdf")).content.startswith(b"%PDF-")


@MANY
@given(answers=any_of(DECLARE_FIELDS), search=st.booleans())
def test_any_declaration_gets_a_page(answers: dict[str, Any], search: bool) -> None:
    sent = {**eight_answers(), **answers, **({"search": "structure"} if search else {})}
    assert Client().post(page("declare"), sent).status_code in RECEIVED_OR_ASKED_AGAIN


@MANY
@given(answers=any_of(COMPLETE_FIELDS))
def test_any_complement_gets_a_page(answers: dict[str, Any]) -> None:
    client = Client()
    declared(client)
    sent = {**typed_in(client.get(page("complete"))), **answers}
    answer = client.post(page("complete"), sent)
    assert answer.status_code in RECEIVED_OR_ASKED_AGAIN
    if answer.status_code == 302:
        assert client.get(page("declaration")).status_code == 200


@MANY
@given(reference=anything, code=anything)
def test_any_reference_and_code_get_a_page(reference: str, code: str) -> None:
    client = Client()
    sent = [(reference, code), (references.new_reference(), code), (reference, codes.new_code())]
    for typed_reference, typed_code in sent:
        answer = client.post(page("follow"), {"reference": typed_reference, "code": typed_code})
        assert answer.status_code == 422


@MANY
@given(answers=any_of([question.code for question in regimes.questions()]))
def test_any_answers_to_the_guide_get_a_page(answers: dict[str, Any]) -> None:
    assert Client().post(page("must_declare"), answers).status_code in {200, 422}


def test_ten_megabytes_are_too_large_and_said_so(declarant: Client) -> None:
    for name in ("declare", "follow", "complete", "must_declare"):
        answer = declarant.post(page(name), {"narrative": "x" * 10_000_000})
        assert answer.status_code == 413


def test_a_text_that_is_too_long_is_kept_and_said_so(declarant: Client) -> None:
    answer = declarant.post(page("declare"), eight_answers(narrative="y" * 20_001))
    assert answer.status_code == 422
    assert "y" * 20_001 in answer.content.decode()


def test_a_form_of_another_kind_gets_a_page(declarant: Client) -> None:
    for body, kind in [(b"{}", "application/json"), (b"\xff\xfe", "text/plain")]:
        answer = declarant.post(page("declare"), body, content_type=kind)
        assert answer.status_code in {400, 422}


def test_bytes_that_are_not_text_are_refused(declarant: Client) -> None:
    answer = declarant.post(
        page("declare"),
        b"narrative=%ff%fe",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 400


@pytest.mark.parametrize("name", ["declare", "receipt", "follow", "declaration", "complete"])
@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(declarant: Client, name: str, method: str) -> None:
    assert getattr(declarant, method)(page(name)).status_code == 405
