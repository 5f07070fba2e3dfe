"""A drill really calls, says that it is one, and is counted apart."""

import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone
from pytest_django import Settings

from tests.factories import cases
from tests.factories import duty as nights
from tests.fixtures.clock import Later
from tests.fixtures.receiver import Receiver
from vigie.accounts.enums import Role
from vigie.core import outbox
from vigie.core.models import JournalEntry
from vigie.declarations.models import Declaration
from vigie.incidents import selectors as desk
from vigie.incidents.models import DutyPage, PageAttempt
from vigie.incidents.selectors import duty as selectors
from vigie.incidents.services import duty

pytestmark = pytest.mark.django_db
PATIENCE = timedelta(minutes=10)


def drill() -> DutyPage:
    page = duty.start_drill(actor=cases.person(Role.DUTY_LEAD))
    outbox.drain()
    return page


def test_every_message_of_a_drill_says_so(webhook: Receiver) -> None:
    nights.on_duty()
    page = drill()
    (message,) = mail.outbox
    assert message.subject.startswith("DRILL")
    assert message.body.startswith("DRILL")
    assert webhook.posted[0].json["drill"] is True
    assert webhook.posted[0].json["gravity"] == "drill"
    assert page.reference.startswith("DRL-")


def test_in_french_it_is_an_exercise(house: Settings, sms: Receiver) -> None:
    house.LANGUAGE_CODE = "fr"
    person = nights.on_duty().person
    duty.keep_addresses(person, email="", phone=nights.PHONE)
    drill()
    assert mail.outbox[0].subject.startswith("EXERCICE")
    assert sms.posted[0].json["message"].startswith("EXERCICE")


def test_a_drill_is_no_declaration() -> None:
    nights.on_duty()
    drill()
    assert not Declaration.objects.exists()
    assert not desk.to_triage("live").exists()


def test_it_climbs_the_roster_and_wakes_nobody_else(later: Later) -> None:
    first, second = (nights.on_duty(line=line).person for line in (1, 2))
    cases.person()
    page = drill()
    for _ in range(4):
        later(PATIENCE)
        outbox.drain()
    assert [message.to[0] for message in mail.outbox] == [first.email, second.email]
    page.refresh_from_db()
    assert page.ended_at is not None
    with pytest.raises(duty.PageOver):
        duty.acknowledge(page, actor=first)


def test_with_nobody_on_duty_there_is_no_drill() -> None:
    with pytest.raises(duty.NobodyOnDuty):
        duty.start_drill(actor=None)
    assert not DutyPage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_button_pressed_twice_launches_one_drill() -> None:
    nights.on_duty()
    ready = threading.Barrier(2)
    outcomes: list[str] = []

    def press() -> None:
        try:
            ready.wait()
            duty.start_drill(actor=None)
            outcomes.append("begun")
        except duty.DrillUnderWay:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["begun", "told"]
    assert DutyPage.objects.count() == 1


def test_the_next_drill_waits_for_the_end_of_the_first() -> None:
    person = nights.on_duty().person
    page = drill()
    with pytest.raises(duty.DrillUnderWay):
        drill()
    duty.acknowledge(page, actor=person)
    assert drill() != page


def test_a_drill_called_off_calls_nobody_further_and_is_not_measured(later: Later) -> None:
    nights.on_duty(line=1)
    nights.on_duty(line=2)
    lead = cases.person(Role.DUTY_LEAD)
    page = drill()
    duty.call_off(page, actor=lead)
    later(PATIENCE)
    outbox.drain()
    assert len(mail.outbox) == 1
    assert selectors.delays("live", drills=True, at=timezone.now()).pages == 0
    with pytest.raises(duty.PageOver):
        duty.call_off(page, actor=lead)


def test_a_real_page_is_never_called_off() -> None:
    page = nights.woken()
    with pytest.raises(duty.PageOver):
        duty.call_off(page, actor=cases.person(Role.DUTY_LEAD))


def test_delays_are_measured_apart(later: Later) -> None:
    person = nights.on_duty().person
    for minutes in (1, 3, 8):
        page = nights.woken()
        later(timedelta(minutes=minutes))
        duty.acknowledge(page, actor=person)
    nights.woken()
    page = drill()
    later(timedelta(minutes=5))
    duty.acknowledge(page, actor=person)

    now = timezone.now()
    real = selectors.delays("live", drills=False, at=now)
    drills = selectors.delays("live", drills=True, at=now)
    assert (real.pages, real.acknowledged) == (4, 3)
    assert real.median is not None
    assert real.longest is not None
    assert round(real.median / timedelta(minutes=1)) == 3
    assert round(real.longest / timedelta(minutes=1)) == 8
    assert (drills.pages, drills.acknowledged) == (1, 1)


def test_what_was_done_is_in_the_journal() -> None:
    person = nights.on_duty().person
    page = drill()
    duty.acknowledge(page, actor=person)
    deeds = JournalEntry.objects.filter(objects_touched__page=str(page.pk)).order_by("id")
    assert [deed.action for deed in deeds] == [
        "duty.drill_started",
        "duty.paged",
        "duty.acknowledged",
    ]


def test_a_demonstration_plays_its_drills_and_tells_nobody(
    house: Settings, webhook: Receiver
) -> None:
    house.VIGIE_INTAKE_REALM = "demo"
    nights.on_duty()
    page = drill()
    assert mail.outbox == []
    assert webhook.posted == []
    assert page.realm == "demo"
    assert set(PageAttempt.objects.values_list("outcome", flat=True)) == {"held_back"}
