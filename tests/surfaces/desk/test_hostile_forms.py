"""Whatever is sent to the form of a case, the answer is a page."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import decided, page
from vigie.incidents.models import Incident, Qualification

pytestmark = pytest.mark.django_db

FIELDS = sorted(decided())
HOSTILE = {
    "markup": "<script>alert(1)</script>",
    "nul": "a\0b",
    "right to left": "\u202e\u2066evil",
    "emoji": "👩🏽‍⚕️" * 40,
    "long": "x" * 100_000,
    "list": "['yes']",
    "number": "1e400",
    "negative": "-1",
    "huge": "9" * 400,
    "newline": "a\r\nb\u2028c",
    "sql": "'; DROP TABLE incident; --",
}


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_answer_gets_a_page(analyst: SignedIn, value: str) -> None:
    address = page("case", cases.open_case().reference)
    statuses = {
        name: analyst.post(address, decided(**{name: value})).status_code for name in FIELDS
    }
    assert set(statuses.values()) <= {302, 409, 422}, statuses


def test_an_answer_left_empty_or_out_gets_a_page(analyst: SignedIn) -> None:
    address = page("case", cases.open_case().reference)
    for name in FIELDS:
        answers = decided()
        empty = analyst.post(address, {**answers, name: ""})
        del answers[name]
        left_out = analyst.post(address, answers)
        assert {empty.status_code, left_out.status_code} <= {302, 409, 422}, name


def test_an_answer_sent_twice_gets_a_page(analyst: SignedIn) -> None:
    incident = cases.open_case()
    twice = {name: [value, value] for name, value in decided().items()}
    assert analyst.post(page("case", incident.reference), twice).status_code == 302


def test_a_summary_is_kept_on_one_line(analyst: SignedIn) -> None:
    incident = cases.open_case()
    analyst.post(page("case", incident.reference), decided(summary="  two\r\n\r\nlines\t"))
    assert Incident.objects.get().summary == "two lines"


@pytest.mark.parametrize(("length", "saved"), [(200, True), (201, False)])
def test_a_summary_has_200_characters_at_most(analyst: SignedIn, length: int, saved: bool) -> None:
    incident = cases.open_case()
    analyst.post(page("case", incident.reference), decided(summary="é" * length))
    assert Qualification.objects.exists() is saved


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(answers=st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, st.text(max_size=300))))
def test_any_answers_get_a_page(analyst: SignedIn, answers: dict[str, str]) -> None:
    incident = cases.open_case()
    answer = analyst.post(page("case", incident.reference), {**decided(), **answers})
    assert answer.status_code in {302, 409, 422}
