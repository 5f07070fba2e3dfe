"""Somebody answers: once, whoever is first; the others are told."""

import threading

import pytest
from django.core import mail
from django.db import connection

from tests.factories import cases
from tests.factories import duty as nights
from tests.fixtures.receiver import Receiver
from vigie.core import outbox
from vigie.core.models import JournalEntry
from vigie.incidents.models import DutyPage
from vigie.incidents.selectors.duty import unanswered
from vigie.incidents.services import duty

pytestmark = pytest.mark.django_db


def test_the_second_to_answer_learns_who_was_faster() -> None:
    first, second = cases.person(name="First"), cases.person(name="Second")
    page = nights.woken()
    duty.acknowledge(page, actor=first)

    with pytest.raises(duty.AlreadyAcknowledged) as refusal:
        duty.acknowledge(page, actor=second)

    assert refusal.value.page.acknowledged_by == first
    assert JournalEntry.objects.filter(action="duty.acknowledged").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_together_one_does() -> None:
    people = [cases.person(name="First"), cases.person(name="Second")]
    page = nights.woken()
    ready = threading.Barrier(2)
    outcomes: list[str] = []

    def answer(who: int) -> None:
        try:
            ready.wait()
            duty.acknowledge(page, actor=people[who])
            outcomes.append("answered")
        except duty.AlreadyAcknowledged:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=answer, args=(who,)) for who in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["answered", "told"]
    assert JournalEntry.objects.filter(action="duty.acknowledged").count() == 1


def test_those_who_were_called_are_told_who_answered(webhook: Receiver) -> None:
    first = nights.on_duty(cases.person(name="Fay Rst")).person
    colleague = nights.on_duty(line=1).person
    page = nights.woken()
    mail.outbox.clear()

    duty.acknowledge(page, actor=first)
    outbox.drain()

    (told,) = mail.outbox
    assert told.to == [colleague.email]
    assert "Fay Rst" in told.body
    assert [posted.json["event"] for posted in webhook.posted] == [
        "duty.paged",
        "duty.acknowledged",
    ]


def test_who_was_not_called_is_not_told() -> None:
    first = nights.on_duty(line=1).person
    nights.on_duty(line=2)
    page = nights.woken()
    mail.outbox.clear()
    duty.acknowledge(page, actor=first)
    outbox.drain()
    assert mail.outbox == []


def test_an_answer_before_the_worker_has_sent_anything(webhook: Receiver) -> None:
    person = nights.on_duty().person
    declaration = nights.declared()
    duty.declaration_arrived(declaration.pk)
    duty.acknowledge(DutyPage.objects.get(), actor=person)
    outbox.drain()
    assert webhook.posted == []


def test_what_waits_for_an_answer_is_known_and_says_when_nobody_was_on_duty() -> None:
    page = nights.woken()
    (waiting,) = unanswered("live")
    assert waiting == page
    assert waiting.nobody_on_duty  # type: ignore[attr-defined]
    duty.acknowledge(page, actor=cases.person())
    assert not unanswered("live")
