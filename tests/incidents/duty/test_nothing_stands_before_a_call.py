"""A relay that hangs on the mails to hundreds of declarants holds back no page of the duty."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.core.mail import EmailMessage
from django.db import connection
from pytest_django import Settings

from tests.factories import duty as nights
from tests.fixtures.receiver import Receiver
from vigie.core import outbox, worker
from vigie.core.models import OutboxMessage
from vigie.core.outbox import Lane
from vigie.incidents.models import PageAttempt
from vigie.incidents.services import duty

pytestmark = pytest.mark.django_db(transaction=True)

# Far more than it takes: reached only where the test fails.
LONGEST = 60


class HangingRelay:
    """Takes a connection and says no more, until it is let go; quick for whom it spares."""

    def __init__(self) -> None:
        self.spares: set[str] = set()
        self.sent: list[str] = []
        self.hangs = Event()
        self.let_go = Event()
        self.hung: list[str] = []

    def send(self, message: EmailMessage) -> int:
        if message.to[0] not in self.spares:
            self.hung.append(message.to[0])
            self.hangs.set()
            assert self.let_go.wait(LONGEST)
        self.sent.append(message.to[0])
        return 1


@pytest.fixture
def relay(monkeypatch: pytest.MonkeyPatch) -> Iterator[HangingRelay]:
    relay = HangingRelay()

    def send(message: EmailMessage) -> int:
        return relay.send(message)

    monkeypatch.setattr(EmailMessage, "send", send)
    yield relay
    relay.let_go.set()


@contextmanager
def beside(work: Callable[[], object]) -> Iterator[None]:
    """Do this in a thread of its own, and wait for its end."""

    def do() -> None:
        work()
        connection.close()

    thread = Thread(target=do, daemon=True)
    thread.start()
    yield
    thread.join(LONGEST)
    assert not thread.is_alive()


def ordinary_round() -> None:
    outbox.drain(lanes={Lane.ORDINARY})


def test_a_page_goes_out_while_the_mails_to_declarants_hang(
    relay: HangingRelay, sms: Receiver
) -> None:
    person = nights.on_duty().person
    duty.keep_addresses(person, email="", phone=nights.PHONE)
    for _ in range(3):
        nights.declared(**nights.QUIET)
    with beside(ordinary_round):
        assert relay.hangs.wait(LONGEST)
        nights.declared()
        worker.ring()

        assert [posted.json["to"] for posted in sms.posted] == [nights.PHONE]
        assert len(relay.hung) == 1
        relay.let_go.set()


def test_a_page_whose_own_mails_hang_rings_all_the_same(
    relay: HangingRelay, sms: Receiver, webhook: Receiver
) -> None:
    assert sms is webhook
    person = nights.on_duty().person
    duty.keep_addresses(person, email="", phone=nights.PHONE)
    nights.declared()
    outbox.drain(1, lanes={Lane.CALL})
    with beside(worker.hurry):
        assert relay.hangs.wait(LONGEST)
        worker.ring()

        assert len(sms.posted) == 2
        assert relay.hung == [person.email]
        assert PageAttempt.objects.get(channel="email").outcome == "sending"
        relay.let_go.set()


def test_where_the_duty_has_mail_only_its_mail_waits_for_no_other(
    relay: HangingRelay, house: Settings
) -> None:
    house.VIGIE_DUTY_EMAIL = "duty@csirt.example"
    relay.spares = {"duty@csirt.example"}
    nights.declared(**nights.QUIET)
    with beside(ordinary_round):
        assert relay.hangs.wait(LONGEST)
        nights.declared()
        worker.ring()
        worker.hurry()

        assert relay.sent == ["duty@csirt.example"]
        assert PageAttempt.objects.get().outcome == "sent"
        relay.let_go.set()


def test_the_worker_has_a_thread_for_each_lane(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each hangs until all have begun: one thread for two of them would never get there."""
    stop = Event()
    met: dict[Lane, Event] = {lane: Event() for lane in set(Lane) - {Lane.ORDINARY}}
    monkeypatch.setattr(worker, "BREATH_SECONDS", 0)
    monkeypatch.setattr(outbox, "_handlers", {})
    monkeypatch.setattr(outbox, "_lanes", {})

    def handle(lane: Lane) -> None:
        met[lane].set()
        assert all(each.wait(LONGEST) for each in met.values())

    for lane in met:
        outbox.handler(f"test.{lane.name.lower()}", lane=lane)(
            lambda *, lane=lane, thing: handle(lane)  # noqa: ARG005 - as handlers are called
        )
        outbox.enqueue(f"test.{lane.name.lower()}", thing="a")

    threads = worker.start_beside(stop)
    assert all(each.wait(LONGEST) for each in met.values())
    stop.set()
    for thread in threads:
        thread.join(LONGEST)
        assert not thread.is_alive()
    assert OutboxMessage.objects.filter(done_at=None).count() == 0
