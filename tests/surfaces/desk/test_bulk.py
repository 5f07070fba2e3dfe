"""One deed on several rows: refusals are said row by row, the others are done."""

import pytest

from tests.factories import cases
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.incidents import services
from vigie.incidents.models import Incident, IncidentDeclaration

pytestmark = pytest.mark.django_db


def test_declarations_are_taken_each_into_a_case_of_its_own(analyst: SignedIn) -> None:
    both = [cases.waiting().reference for _ in range(2)]
    left = cases.waiting()
    sent = {"rows": both, "deed": "take_each"}
    shown = text(analyst.post(page("queue_bulk"), sent, follow=True))
    assert "2 rows done." in shown
    assert [each.lead for each in Incident.objects.all()] == [analyst.user] * 2
    assert left.reference in shown
    assert both[0] not in shown


def test_declarations_of_one_event_are_taken_into_one_case(analyst: SignedIn) -> None:
    three = [cases.waiting().reference for _ in range(3)]
    analyst.post(page("queue_bulk"), {"rows": three, "deed": "take_together"})
    assert Incident.objects.get().links.count() == 3


@pytest.mark.parametrize("deed", ["take_each", "take_together"])
def test_what_a_colleague_took_meanwhile_is_told_and_the_others_are_taken(
    analyst: SignedIn, colleague: SignedIn, deed: str
) -> None:
    gone, waits = cases.waiting(), cases.waiting()
    taken = services.take(gone.pk, actor=colleague.user)
    sent = {"rows": [gone.reference, waits.reference], "deed": deed}
    answer = analyst.post(page("queue_bulk"), sent)
    assert answer.status_code == 200
    assert f"Cole League has taken it already, into {taken.reference}." in text(answer)
    assert IncidentDeclaration.objects.get(declaration=waits).incident.lead == analyst.user
    assert IncidentDeclaration.objects.get(declaration=gone).incident == taken


def test_where_nothing_could_be_done_the_answer_says_so(
    analyst: SignedIn, colleague: SignedIn
) -> None:
    gone = cases.waiting()
    services.take(gone.pk, actor=colleague.user)
    sent = {"rows": [gone.reference], "deed": "take_together"}
    assert analyst.post(page("queue_bulk"), sent).status_code == 409


def test_cases_are_given_to_somebody(analyst: SignedIn, colleague: SignedIn) -> None:
    both = [cases.open_case() for _ in range(2)]
    closed = cases.closed_case()
    rows = [each.reference for each in (*both, closed)]
    sent = {"rows": rows, "deed": "assign", "lead": colleague.user.pk}
    answer = analyst.post(page("cases_bulk"), sent)
    assert "It was closed already" in text(answer)
    for each in both:
        each.refresh_from_db()
        assert each.lead == colleague.user
    closed.refresh_from_db()
    assert closed.lead is None


def test_qualified_cases_are_closed_and_the_others_stay_open(analyst: SignedIn) -> None:
    ready, not_ready = cases.open_case(), cases.open_case()
    services.qualify(ready, cases.values(), revision=None, actor=analyst.user)
    rows = [not_ready.reference, ready.reference]
    answer = analyst.post(page("cases_bulk"), {"rows": rows, "deed": "close"})
    assert "It is not qualified yet" in text(answer)
    ready.refresh_from_db()
    not_ready.refresh_from_db()
    assert (ready.closed_at is None, not_ready.closed_at is None) == (False, True)


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        ("queue_bulk", {"deed": "take_each"}),
        ("queue_bulk", {"deed": "x"}),
        ("cases_bulk", {"deed": "close"}),
        ("cases_bulk", {"deed": "assign", "lead": "x"}),
    ],
)
def test_a_choice_that_says_nothing_is_shown_again(
    analyst: SignedIn, name: str, sent: dict[str, str]
) -> None:
    row = cases.waiting() if name == "queue_bulk" else cases.open_case()
    assert analyst.post(page(name), sent).status_code == 422
    answer = analyst.post(page(name), {**sent, "rows": row.reference, "deed": "x"})
    assert answer.status_code == 422
    assert f'value="{row.reference}" id="row-{row.reference}"' in text(answer)
    assert "checked" in text(answer)


def test_cases_are_given_to_nobody_without_a_name(analyst: SignedIn) -> None:
    sent = {"rows": cases.open_case().reference, "deed": "assign", "lead": ""}
    answer = analyst.post(page("cases_bulk"), sent)
    assert answer.status_code == 422
    assert "Choose who leads them." in text(answer)


@pytest.mark.parametrize("rows", [["VIG-XXXX-XXXX"], ["é\u202e"], ["x" * 900]])
def test_a_row_that_does_not_exist_is_not_found(analyst: SignedIn, rows: list[str]) -> None:
    waits = cases.waiting()
    sent = {"rows": [waits.reference, *rows], "deed": "take_each"}
    assert analyst.post(page("queue_bulk"), sent).status_code == 404
    assert not Incident.objects.exists()


def test_a_row_of_another_realm_is_not_found(analyst: SignedIn) -> None:
    sent = {"rows": [cases.waiting(realm="demo").reference], "deed": "take_each"}
    assert analyst.post(page("queue_bulk"), sent).status_code == 404


def test_a_case_is_given_to_a_colleague(analyst: SignedIn, colleague: SignedIn) -> None:
    incident = cases.open_case(analyst.user)
    sent = {"lead": colleague.user.pk}
    shown = text(analyst.post(page("lead", incident.reference), sent, follow=True))
    assert "Cole League leads this case." in shown
    incident.refresh_from_db()
    assert incident.lead == colleague.user


@pytest.mark.parametrize("lead", ["", "x", "0", "999999"])
def test_a_case_is_given_to_nobody_who_handles_none(
    analyst: SignedIn, officer: SignedIn, lead: str
) -> None:
    incident = cases.open_case(analyst.user)
    for person in (lead, str(officer.user.pk)):
        shown = analyst.post(page("lead", incident.reference), {"lead": person}, follow=True)
        assert "Choose who leads this case." in text(shown)
    incident.refresh_from_db()
    assert incident.lead == analyst.user


def test_of_a_case_merged_meanwhile_one_is_told_which_one_stands_for_it(analyst: SignedIn) -> None:
    merged, middle, survivor = (cases.open_case() for _ in range(3))
    services.qualify(merged, cases.values(), revision=None, actor=None)
    services.merge(merged, middle, actor=None)
    services.merge(middle, survivor, actor=None)
    answer = analyst.post(page("cases_bulk"), {"rows": [merged.reference], "deed": "close"})
    assert answer.status_code == 409
    assert f"It was merged into {survivor.reference}: that one stands for it." in text(answer)
