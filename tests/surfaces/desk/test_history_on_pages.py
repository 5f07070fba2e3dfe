"""The pages of a case and of a declaration show the last deeds, and lead to the others."""

import pytest

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.core import journal
from vigie.incidents import services

pytestmark = pytest.mark.django_db
LINK = "Show the whole history"


def test_a_case_of_three_hundred_shows_its_last_deeds_and_leads_to_its_timeline(
    analyst: SignedIn,
) -> None:
    incident = cases.open_case(analyst.user)
    more = [cases.waiting().pk for _ in range(299)]
    services.gather(incident, more, actor=analyst.user)
    answer = analyst.get(page("case", incident.reference))
    shown = text(answer)
    assert len(answer.context["history"]) == 30
    assert "The last 30 deeds are shown." in shown
    assert f'href="{page("timeline", incident.reference)}">{LINK}' in shown
    whole = analyst.get(page("timeline", incident.reference)).context["page"]
    assert whole.paginator.count > 300


def test_a_declaration_shows_its_last_deeds_then_all_when_asked(analyst: SignedIn) -> None:
    waiting = cases.waiting()
    address = page("declaration", waiting.reference)
    assert LINK not in text(analyst.get(address))
    for _ in range(40):
        journal.record("declaration.opened", actor="system", declaration=str(waiting.pk))
    answer = analyst.get(address)
    assert len(answer.context["history"]) == 30
    assert f"{address}?history=all#history" in text(answer)
    whole = analyst.get(address, {"history": "all"})
    assert len(whole.context["history"]) == 40
    assert LINK not in text(whole)
