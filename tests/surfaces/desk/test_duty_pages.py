"""Answering a page: from the banner, from its own page, never by opening a link."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import cases
from tests.factories import duty as nights
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.accounts.enums import Role
from vigie.incidents.models import DutyPage
from vigie.incidents.notifications.words import link
from vigie.incidents.services import duty

pytestmark = pytest.mark.django_db
WAITS = "A grave declaration waits: nobody has answered"


@pytest.fixture
def lead(sign_in: Callable[..., SignedIn]) -> SignedIn:
    """The duty lead's browser."""
    return sign_in(Role.DUTY_LEAD, name="Dee Lead")


@pytest.mark.parametrize("where", ["queue", "declarations", "cases", "duty", "duty_pages"])
def test_while_nobody_has_answered_every_page_of_the_desk_says_so(
    analyst: SignedIn, where: str
) -> None:
    nights.on_duty()
    waiting = nights.woken()
    shown = text(analyst.get(page(where)))
    assert WAITS in shown
    assert page("acknowledge", waiting.reference) in shown
    assert "Nobody was on duty" not in shown


def test_that_nobody_was_on_duty_is_said_in_the_banner(analyst: SignedIn) -> None:
    nights.woken()
    assert "Nobody was on duty: everybody is being called." in text(analyst.get(page("queue")))


def test_an_officer_is_not_asked_to_answer(officer: SignedIn) -> None:
    nights.woken()
    assert WAITS not in text(officer.get(page("declarations")))


def test_one_answers_and_the_banner_is_gone(analyst: SignedIn) -> None:
    waiting = nights.woken()
    answer = analyst.post(page("acknowledge", waiting.reference), follow=True)
    assert "You have answered this page." in text(answer)
    assert WAITS not in text(answer)
    waiting.refresh_from_db()
    assert waiting.acknowledged_by == analyst.user


def test_the_second_to_answer_is_told_who_did(analyst: SignedIn, colleague: SignedIn) -> None:
    waiting = nights.woken()
    analyst.post(page("acknowledge", waiting.reference))
    answer = colleague.post(page("acknowledge", waiting.reference), follow=True)
    assert "Ana Lyst has answered this page already" in text(answer)


def test_opening_the_link_of_a_message_answers_nothing(analyst: SignedIn) -> None:
    waiting = nights.woken()
    address = "/" + link(waiting).split("/", 3)[3]
    signed_out = Client().get(address)
    assert "/accounts/login/?next=" in signed_out["Location"]
    for where in (address, page("acknowledge", waiting.reference)):
        analyst.get(where, follow=True)
    waiting.refresh_from_db()
    assert waiting.acknowledged_at is None
    assert page("acknowledge", waiting.reference) in text(
        analyst.get(page("duty_page", waiting.reference))
    )


def test_its_page_says_why_whom_and_what_became_of_it(analyst: SignedIn) -> None:
    nights.on_duty(cases.person(name="Cal Led"))
    waiting = nights.woken()
    shown = text(analyst.get(page("duty_page", waiting.reference)))
    assert "Patients in danger, proven or potential" in shown
    assert "Cal Led" in shown
    assert "Sent" in shown


def test_the_declarations_history_tells_of_it(analyst: SignedIn) -> None:
    waiting = nights.woken()
    analyst.post(page("acknowledge", waiting.reference))
    shown = text(analyst.get(page("declaration", waiting.reference)))
    assert "Duty called" in shown
    assert "Duty answered" in shown


def test_the_duty_lead_launches_a_drill_and_calls_it_off(lead: SignedIn) -> None:
    nights.on_duty()
    answer = lead.post(page("drill"), follow=True)
    assert "The drill has begun" in text(answer)
    drill = DutyPage.objects.get()
    assert "DRILL: the duty is called" in text(lead.get(page("queue")))
    assert "A drill is under way already." in text(lead.post(page("drill"), follow=True))
    answer = lead.post(page("call_off", drill.reference), follow=True)
    assert "This drill was called off." in text(answer)
    assert "DRILL: the duty is called" not in text(lead.get(page("queue")))


def test_without_anybody_on_duty_the_lead_is_told_why_there_is_no_drill(lead: SignedIn) -> None:
    assert "Nobody is on duty now: a drill" in text(lead.post(page("drill"), follow=True))


def test_an_analyst_calls_no_drill_off(analyst: SignedIn) -> None:
    nights.on_duty()
    drill = duty.start_drill(actor=None)
    assert analyst.post(page("call_off", drill.reference)).status_code == 403


def test_a_page_that_does_not_exist_is_not_there(analyst: SignedIn) -> None:
    assert analyst.get(page("duty_page", "VIG-2222-2222")).status_code == 404
    assert analyst.post(page("acknowledge", "VIG-2222-2222")).status_code == 404


def test_pages_and_drills_are_listed_with_their_delays(analyst: SignedIn) -> None:
    nights.on_duty()
    duty.acknowledge(nights.woken(), actor=analyst.user)
    duty.start_drill(actor=None)
    shown = text(analyst.get(page("duty_pages")))
    assert "Answered after" in shown
    assert "Waits for an answer" in shown
    assert "DRL-" in shown


def test_the_list_costs_the_same_however_long(
    analyst: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    def answered() -> None:
        duty.acknowledge(nights.woken(), actor=cases.person())

    answered()
    with django_assert_max_num_queries(11) as with_one:
        analyst.get(page("duty_pages"))
    for _ in range(10):
        answered()
    with django_assert_max_num_queries(len(with_one)):
        analyst.get(page("duty_pages"))


def test_pages_beyond_the_first_are_reached(analyst: SignedIn) -> None:
    now = timezone.now()
    DutyPage.objects.bulk_create(
        DutyPage(reference=f"DRL-{rank}", realm="live", started_at=now, ended_at=now)
        for rank in range(51)
    )
    assert "?page=2" in text(analyst.get(page("duty_pages")))
