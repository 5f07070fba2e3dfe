"""A page that nobody answers climbs the roster, to its end."""

from datetime import timedelta

import pytest
from django.core import mail
from pytest_django import Settings

from tests.factories import cases
from tests.factories import duty as nights
from tests.factories.declarations import CANARIES
from tests.fixtures.clock import Later
from tests.fixtures.receiver import Receiver
from vigie.core import outbox
from vigie.core.models import JournalEntry, OutboxMessage
from vigie.incidents import services
from vigie.incidents.enums import Answered
from vigie.incidents.models import DutyPage, IncidentDeclaration
from vigie.incidents.services import duty
from vigie.incidents.services.duty.climbing import ROUNDS_OF_EVERYBODY
from vigie.incidents.tasks.duty import climb, climb_what_is_due

pytestmark = pytest.mark.django_db
PATIENCE = timedelta(minutes=10)


def called() -> list[str]:
    """Return who was called since this was last asked, the declarants left out."""
    told = sorted(message.to[0] for message in mail.outbox if message.to[0] not in CANARIES)
    mail.outbox.clear()
    return told


@pytest.fixture
def worker(later: Later) -> Later:
    """Let time pass, then let the worker run."""

    def run(time: timedelta) -> None:
        later(time)
        outbox.drain()

    return run


def test_it_climbs_line_after_line_then_calls_everybody(worker: Later) -> None:
    first, second = (nights.on_duty(line=line).person for line in (1, 2))
    off_duty = cases.person()
    nights.woken()
    assert called() == [first.email]

    worker(PATIENCE - timedelta(minutes=2))
    assert called() == []
    worker(timedelta(minutes=2))
    assert called() == [second.email]
    worker(PATIENCE)
    assert called() == sorted(each.email for each in (first, second, off_duty))


def test_everybody_is_called_again_until_it_is_plain_that_nobody_answers(worker: Later) -> None:
    person = nights.on_duty().person
    page = nights.woken()
    for _ in range(ROUNDS_OF_EVERYBODY + 3):
        worker(PATIENCE)

    assert called() == [person.email] * (1 + ROUNDS_OF_EVERYBODY)
    page.refresh_from_db()
    assert page.ended_at is not None
    assert page.climbs_at is None
    assert JournalEntry.objects.filter(action="duty.unanswered").count() == 1
    assert not OutboxMessage.objects.filter(done_at=None).exists()


def test_a_page_that_all_let_pass_can_still_be_answered(worker: Later) -> None:
    person = nights.on_duty().person
    page = nights.woken()
    for _ in range(ROUNDS_OF_EVERYBODY + 3):
        worker(PATIENCE)
    duty.acknowledge(page, actor=person)
    page.refresh_from_db()
    assert page.acknowledged_by == person


def test_once_answered_it_climbs_no_more(worker: Later) -> None:
    first = nights.on_duty(line=1).person
    nights.on_duty(line=2)
    page = nights.woken()
    called()
    duty.acknowledge(page, actor=first)
    for _ in range(3):
        worker(PATIENCE)
    assert called() == []


def test_taking_the_declaration_answers_its_page(worker: Later) -> None:
    nights.on_duty(line=1)
    nights.on_duty(line=2)
    page = nights.woken()
    analyst = cases.person()
    services.take(page.declaration_id, actor=analyst)  # type: ignore[arg-type]

    page.refresh_from_db()
    assert (page.acknowledged_by, page.answered) == (analyst, Answered.BY_TAKING)
    called()
    worker(PATIENCE)
    assert not any("GRAVE" in message.subject for message in mail.outbox)


def test_one_taken_at_the_very_moment_it_was_paged_does_not_climb(worker: Later) -> None:
    nights.on_duty(line=1)
    nights.on_duty(line=2)
    page = nights.woken()
    analyst = cases.person()
    # As when the two transactions did not see each other.
    incident = cases.open_case()
    assert page.declaration_id is not None
    IncidentDeclaration.objects.create(
        incident=incident,
        declaration_id=page.declaration_id,
        taken_at=page.started_at,
        taken_by=analyst,
    )
    called()
    worker(PATIENCE)
    page.refresh_from_db()
    assert page.acknowledged_by == analyst
    assert page.steps.count() == 1


def test_who_comes_on_duty_meanwhile_is_called(worker: Later) -> None:
    leaving = nights.on_duty(hours=1.1).person
    nights.woken()
    nights.on_duty(line=1)
    relief = nights.on_duty(line=2).person
    assert called() == [leaving.email]
    worker(PATIENCE)
    assert called() == [relief.email]


def test_the_clock_may_run_faster(house: Settings, worker: Later) -> None:
    house.VIGIE_CLOCK_SPEED = 60
    nights.on_duty(line=1)
    second = nights.on_duty(line=2).person
    nights.woken()
    called()
    worker(timedelta(seconds=10))
    assert called() == [second.email]


def test_a_worker_that_dies_as_it_climbs_delays_nothing(later: Later) -> None:
    nights.on_duty(line=1)
    nights.on_duty(line=2)
    page = nights.woken()
    OutboxMessage.objects.filter(kind="duty.climb").delete()
    later(PATIENCE)
    climb_what_is_due()
    climb_what_is_due()
    assert list(page.steps.values_list("number", "line")) == [(1, 1), (2, 2)]


def test_when_no_message_of_a_line_goes_out_the_next_is_called_at_once(
    sms: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = nights.on_duty(line=1).person
    second = nights.on_duty(line=2).person
    duty.keep_addresses(second, email="", phone=nights.PHONE)

    def down(*, to: str, **_: object) -> bool:
        if to == first.email:
            raise ConnectionRefusedError
        return True

    monkeypatch.setattr("vigie.core.mail.send", down)
    page = nights.woken()

    assert [posted.json["to"] for posted in sms.posted] == [nights.PHONE]
    assert list(page.steps.values_list("line", flat=True)) == [1, 2]


def test_while_one_message_went_out_it_waits_for_its_answer(
    webhook: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    nights.on_duty(line=1)
    nights.on_duty(line=2)

    def down(**_: object) -> bool:
        raise ConnectionRefusedError

    monkeypatch.setattr("vigie.core.mail.send", down)
    page = nights.woken()
    assert len(webhook.posted) == 1
    assert page.steps.count() == 1


def test_two_declarations_wake_for_each() -> None:
    nights.on_duty()
    nights.woken()
    nights.woken()
    assert DutyPage.objects.count() == 2
    assert len(called()) == 2


def test_asked_too_early_it_does_not_climb() -> None:
    nights.on_duty(line=1)
    nights.on_duty(line=2)
    page = nights.woken()
    climb(page=str(page.pk))
    assert page.steps.count() == 1
