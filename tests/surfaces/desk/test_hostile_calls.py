"""Whatever is typed, or sent, to the form of a call, the answer is a page."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.surfaces.desk.calls import typed
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page
from tests.surfaces.desk.test_hostile_forms import HOSTILE
from tests.surfaces.portal.pages import typed_in

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_answer_gets_a_page(analyst: SignedIn, value: str) -> None:
    for name in typed_in(analyst.get(page("declare"))):
        answer = analyst.post(page("declare"), typed(**{name: value}), follow=True)
        assert answer.status_code in {200, 422}, name
        assert "<script>alert" not in answer.content.decode()


def test_an_answer_left_out_or_sent_twice_gets_a_page(analyst: SignedIn) -> None:
    for name in typed():
        answers = typed()
        del answers[name]
        assert analyst.post(page("declare"), answers).status_code in {302, 422}, name
    twice = {name: [value, value] for name, value in typed().items()}
    assert analyst.post(page("declare"), twice).status_code == 302


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    answers=st.fixed_dictionaries({}, optional=dict.fromkeys(sorted(typed()), st.text(max_size=99)))
)
def test_any_answers_get_a_page(analyst: SignedIn, answers: dict[str, str]) -> None:
    answer = analyst.post(page("declare"), typed(**answers))
    assert answer.status_code in {302, 409, 422}
