"""What crosses borders is flagged loudly, from the queue on."""

import pytest

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.incidents import services

pytestmark = pytest.mark.django_db

FLAG = "Cross-border"


@pytest.mark.parametrize(("answer", "flagged"), [("yes", True), ("no", False), ("unknown", False)])
def test_it_is_flagged_in_the_queue_on_its_page_and_on_its_case(
    analyst: SignedIn, answer: str, flagged: bool
) -> None:
    declaration = cases.waiting(cross_border=answer)
    assert (FLAG in text(analyst.get(page("queue")))) is flagged
    assert (FLAG in text(analyst.get(page("declaration", declaration.reference)))) is flagged
    incident = services.take(declaration.pk, actor=analyst.user)
    assert (FLAG in text(analyst.get(page("case", incident.reference)))) is flagged
