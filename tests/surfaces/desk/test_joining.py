"""A declaration joins a case: one found alike, one of the newest, or any by its reference."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import DjangoAssertNumQueries
from pytest_django.live_server_helper import LiveServer

from tests.factories import cases
from tests.fixtures.browser import assert_accessible, assert_fits
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from tests.surfaces.desk.test_in_a_browser import sit_down
from vigie.declarations.models import Declaration
from vigie.incidents import services
from vigie.incidents.models import Incident, IncidentDeclaration

pytestmark = pytest.mark.django_db


def offered(who: SignedIn, declaration: Declaration) -> list[str]:
    """Return the references that the choice of a case offers, in order."""
    form = who.get(page("declaration", declaration.reference)).context["join_form"]
    groups = form.fields["into"].widget.choices[1:]
    return [reference for _name, group in groups for reference, _label in group]


def joined(who: SignedIn, declaration: Declaration, **answers: str) -> Incident | None:
    """Ask for a case; return the one that has the declaration now."""
    who.post(page("join", declaration.reference), answers)
    link = IncidentDeclaration.objects.filter(declaration=declaration).first()
    return link.incident if link else None


def refused(who: SignedIn, declaration: Declaration, **answers: str) -> str:
    answer = who.post(page("join", declaration.reference), answers)
    assert answer.status_code == 422
    assert not IncidentDeclaration.objects.filter(declaration=declaration).exists()
    return text(answer)


def open_case_of(days_ago: int, **columns: Any) -> Incident:
    incident = cases.open_case(**columns)
    Incident.objects.filter(pk=incident.pk).update(
        opened_at=timezone.now() - timedelta(days=days_ago)
    )
    return incident


def test_however_many_are_open_the_newest_fifty_are_offered(analyst: SignedIn) -> None:
    old = [open_case_of(100 + n, structure_name=f"Old {n}") for n in range(5)]
    new = [open_case_of(n, structure_name=f"New {n}") for n in range(50)]
    references = offered(analyst, cases.waiting(structure_name="Other", kind="unknown"))
    assert references == [each.reference for each in new]
    assert not {each.reference for each in old} & set(references)


def test_what_was_found_alike_stands_first_however_old(analyst: SignedIn) -> None:
    now = timezone.now()
    alike = open_case_of(200, structure_name="Same hospital", received_at=now)
    for n in range(50):
        open_case_of(n, structure_name=f"New {n}")
    waiting = cases.waiting(structure_name="Same hospital", received_at=now)
    references = offered(analyst, waiting)
    assert references[0] == alike.reference
    assert len(references) == len(set(references)) == 51
    assert "May be the same incident" in text(analyst.get(page("declaration", waiting.reference)))


def test_the_choice_reads_as_few_rows_with_many_cases_as_with_few(
    analyst: SignedIn,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    waiting = cases.waiting(structure_name="Other")
    open_case_of(1, structure_name="One")
    address = page("declaration", waiting.reference)
    with django_assert_max_num_queries(40) as few:
        analyst.get(address)
    for n in range(60):
        open_case_of(n, structure_name=f"New {n}")
    with django_assert_max_num_queries(len(few)):
        analyst.get(address)


def test_any_open_case_is_joined_by_its_reference_however_it_is_typed(analyst: SignedIn) -> None:
    incident = open_case_of(300)
    for _ in range(50):
        open_case_of(1)
    bare = incident.reference.removeprefix("INC-").replace("-", "")
    for typed in (
        incident.reference,
        f"  {incident.reference.lower()} ",
        f"inc {bare[:4]} {bare[4:]}",
        bare.lower(),
    ):
        assert joined(analyst, cases.waiting(), reference=typed, into="") == incident


def test_a_merged_case_leads_to_the_one_that_stands_for_it(analyst: SignedIn) -> None:
    merged, survivor = cases.open_case(), cases.open_case()
    services.merge(merged, survivor, actor=None)
    assert joined(analyst, cases.waiting(), reference=merged.reference) == survivor


@pytest.mark.parametrize(
    "typed", ["INC-2222-2222", "nonsense", "VIG-K7QF-M3XD", "9" * 300, "é\u202e"]
)
def test_what_is_no_reference_is_refused_at_its_field_and_kept(
    analyst: SignedIn, typed: str
) -> None:
    cases.open_case()
    answer = analyst.post(page("join", cases.waiting().reference), {"reference": typed})
    assert answer.status_code == 422
    form = answer.context["join_form"]
    assert list(form.errors) == ["reference"]
    assert form["reference"].value() == typed


def test_nothing_bears_this_reference(analyst: SignedIn) -> None:
    gone = cases.open_case()
    reference = gone.reference
    IncidentDeclaration.objects.filter(incident=gone).delete()
    Incident.objects.filter(pk=gone.pk).delete()
    cases.open_case()
    shown = refused(analyst, cases.waiting(), reference=reference)
    assert "No case of this register bears this reference." in shown
    assert f'value="{reference}"' in shown


def test_a_closed_case_is_refused_and_said_to_be_closed(analyst: SignedIn) -> None:
    closed = cases.closed_case()
    cases.open_case()
    shown = refused(analyst, cases.waiting(), reference=closed.reference)
    assert "This case is closed. Reopen it first, or choose another." in shown


def test_a_case_of_another_realm_is_as_one_that_is_not(analyst: SignedIn) -> None:
    exercise = cases.open_case(realm="exercise:winter")
    cases.open_case()
    shown = refused(analyst, cases.waiting(), reference=exercise.reference)
    assert "No case of this register bears this reference." in shown


def test_two_answers_that_differ_are_refused_and_the_same_twice_is_not(analyst: SignedIn) -> None:
    one, other = cases.open_case(), cases.open_case()
    answers = {"into": one.reference, "reference": other.reference}
    assert "not both" in refused(analyst, cases.waiting(), **answers)
    assert joined(analyst, cases.waiting(), into=one.reference, reference=one.reference) == one


def test_neither_answer_is_refused(analyst: SignedIn) -> None:
    cases.open_case()
    shown = refused(analyst, cases.waiting(), into="", reference="")
    assert "Choose a case, or type the reference of one." in shown


def test_where_no_case_is_open_none_is_asked_for(analyst: SignedIn) -> None:
    cases.closed_case()
    shown = text(analyst.get(page("declaration", cases.waiting().reference)))
    assert "The same event as an open case?" not in shown


def test_on_a_phone_a_wrong_reference_is_mended(
    phone: Page, live_server: LiveServer, analyst: SignedIn
) -> None:
    incident, waiting = cases.open_case(analyst.user), cases.waiting()
    sit_down(phone, live_server, analyst)
    phone.goto(live_server.url + page("declaration", waiting.reference))
    typed = phone.get_by_label("Or the reference of another case")
    typed.fill("INC-2222-2223")
    phone.get_by_role("button", name="Add to this case").click()
    expect(phone.get_by_text("This is not the reference of a case").first).to_be_visible()
    expect(typed).to_have_value("INC-2222-2223")
    assert_fits(phone)
    assert_accessible(phone)
    typed.fill(incident.reference.lower())
    phone.get_by_role("button", name="Add to this case").click()
    expect(phone).to_have_url(live_server.url + page("case", incident.reference))
