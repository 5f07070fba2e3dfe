"""The pages of a case and of a declaration show the last deeds, and lead to the others."""

from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.core import journal
from vigie.core.ids import new_id
from vigie.incidents import selectors, services

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
    address = page("timeline", incident.reference)
    whole = walked(analyst, address, "entries")
    assert [each.at for each in whole] == sorted(each.at for each in whole)
    assert len(whole) > 300
    assert len(analyst.get(address).context["entries"]) == 100
    # There and back again.
    earlier = analyst.get(address, {"before": analyst.get(address).context["page"].earlier})
    later = analyst.get(address, {"after": earlier.context["page"].later})
    assert later.context["entries"] == analyst.get(address).context["entries"]


def walked(analyst: SignedIn, address: str, shown: str, **query: str) -> list[Any]:
    """Return what stands on all pages of an address, from the last back to the first."""
    whole: list[Any] = []
    cursor: dict[str, str] = {}
    while True:
        context = analyst.get(address, {**query, **cursor}).context
        whole = [*context[shown], *whole]
        at = context["page" if shown == "entries" else "history_page"]
        if not at.earlier:
            return whole
        cursor = {"before": at.earlier}


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


def test_a_long_history_of_a_declaration_is_read_by_pages(
    analyst: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    waiting = cases.waiting()
    address = page("declaration", waiting.reference)
    with django_assert_max_num_queries(60) as short:
        analyst.get(address, {"history": "all"})
    for _ in range(250):
        journal.record("declaration.opened", actor="system", declaration=str(waiting.pk))
    with django_assert_max_num_queries(len(short)):
        answer = analyst.get(address, {"history": "all"})
    assert len(answer.context["history"]) == 100
    whole = walked(analyst, address, "history", history="all")
    assert whole == selectors.history([waiting])
    for hostile in ("x", "é" * 900, "a:b:c"):
        for way in ("before", "after"):
            shown = analyst.get(address, {"history": "all", way: hostile})
            assert shown.context["history"] == whole[-100:]


def test_what_was_done_to_many_at_once_is_one_line_wherever_a_page_begins(
    analyst: SignedIn,
) -> None:
    incident = cases.open_case(analyst.user)
    services.gather(incident, [cases.waiting().pk for _ in range(3)], actor=analyst.user)
    declarations = list(selectors.declarations_of(incident))
    for _ in range(60):
        act = str(new_id())
        for each in declarations:
            named = {"incident": str(incident.pk), "declaration": str(each.pk), "act": act}
            journal.record("message.sent", actor="system", **named)
        journal.record("incident.lead_assigned", actor="system", incident=str(incident.pk))
    whole = walked(analyst, page("timeline", incident.reference), "entries")
    sent = [each for each in whole if each.action == "message.sent"]
    assert len(sent) == 60
    rows = list(selectors.deed_entries(declarations).order_by("id"))
    assert selectors.deeds_told(rows, declarations) == selectors.history(declarations)
