"""Who administers learns by e-mail that a machine was suspended, and nothing that is sensitive."""

from datetime import timedelta

import pytest
from django.core import mail
from pytest_django import Settings

from tests.factories import cases
from tests.factories.subscriptions import subscribed, worked
from tests.fixtures.clock import Later
from tests.fixtures.receiver import Receiver
from vigie.accounts.enums import Role
from vigie.core import journal, outbox
from vigie.subscriptions import services
from vigie.subscriptions.models import Subscription

pytestmark = pytest.mark.django_db
DAYS = 4


@pytest.fixture
def failing(receiver: Receiver) -> Subscription:
    """Return a machine that fails; another administrator has left, another works at the desk."""
    receiver.statuses = [500]
    cases.person(Role.ADMINISTRATOR, name="Eva Gone", is_active=False)
    cases.person(Role.ANALYST)
    return subscribed(receiver.url, name="Canari SIEM")[0]


def fail(later: Later) -> None:
    """Let something happen, and nothing get through for days."""
    incident = cases.open_case()
    mail.outbox.clear()
    journal.link_entries()
    for _ in range(DAYS * 6):
        worked()
        later(timedelta(hours=4))
    assert incident.reference


def addressees() -> list[str]:
    outbox.drain()
    told = [message for message in mail.outbox if "webhook" in message.subject.lower()]
    return [address.split("-")[0] for message in told for address in message.to]


def test_each_administrator_is_told_once(failing: Subscription, later: Later) -> None:
    fail(later)
    failing.refresh_from_db()
    assert failing.suspended_at
    assert addressees() == ["ada.min"]


def test_the_e_mail_says_neither_which_program_nor_where_it_is(
    failing: Subscription, later: Later, settings: Settings
) -> None:
    settings.LANGUAGE_CODE = "en"
    fail(later)
    outbox.drain()
    (message,) = [each for each in mail.outbox if "webhook" in each.subject.lower()]
    said = f"{message.subject} {message.body}"
    assert "three days" in said
    for hidden in ("anari", failing.host, str(failing.pk), "http", "INC-"):
        assert hidden not in said


def test_it_is_written_in_the_language_of_the_house(
    failing: Subscription, later: Later, settings: Settings
) -> None:
    del failing
    settings.LANGUAGE_CODE = "fr"
    fail(later)
    outbox.drain()
    assert "suspendu" in mail.outbox[-1].subject


def test_nobody_is_told_of_one_that_was_resumed_meanwhile(
    failing: Subscription, later: Later
) -> None:
    fail(later)
    services.resume(failing, actor=cases.person(Role.ADMINISTRATOR, name="Ada Min"))
    assert addressees() == []


def test_a_machine_of_an_exercise_wakes_nobody(receiver: Receiver, later: Later) -> None:
    receiver.statuses = [500]
    machine, _secret = subscribed(receiver.url, realm="exercise:night")
    services.send_test(machine, actor=cases.person(Role.ADMINISTRATOR))
    worked()
    for _ in range(2):
        later(timedelta(days=2))
        services.send_test(machine, actor=cases.person(Role.ADMINISTRATOR))
        worked()
    machine.refresh_from_db()
    assert machine.suspended_at
    assert addressees() == []
