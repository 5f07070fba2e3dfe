"""What is asked for is done once its transaction has committed, whatever else fails."""

import logging
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.fixtures.clock import Later
from vigie.core import outbox
from vigie.core.models import OutboxMessage

pytestmark = pytest.mark.django_db


class Relay:
    """Stands for the outside: keeps what reached it, fails for what it is told to refuse."""

    def __init__(self) -> None:
        self.received: list[str] = []
        self.refuses: set[str] = set()

    def take(self, *, thing: str) -> None:
        if thing in self.refuses:
            raise ConnectionRefusedError(f"canary {thing}")
        self.received.append(thing)


@pytest.fixture
def relay(monkeypatch: pytest.MonkeyPatch) -> Relay:
    relay = Relay()
    monkeypatch.setattr(outbox, "_handlers", {})
    monkeypatch.setattr(outbox, "_lanes", {})
    outbox.handler("test.thing")(relay.take)
    return relay


def test_each_message_is_handled_once(relay: Relay) -> None:
    outbox.enqueue("test.thing", thing="a")
    outbox.enqueue("test.thing", thing="b")

    assert outbox.drain() == 2
    assert outbox.drain() == 0
    assert relay.received == ["a", "b"]


def test_nothing_is_done_of_what_was_rolled_back(relay: Relay) -> None:
    with transaction.atomic():
        outbox.enqueue("test.thing", thing="a")
        transaction.set_rollback(True)

    assert outbox.drain() == 0
    assert relay.received == []


def test_a_message_that_fails_holds_up_no_other(relay: Relay) -> None:
    relay.refuses = {"poison"}
    outbox.enqueue("test.thing", thing="poison")
    outbox.enqueue("test.thing", thing="a")

    assert outbox.drain() == 1
    assert relay.received == ["a"]


def test_a_message_that_failed_is_tried_again_later(relay: Relay, later: Later) -> None:
    relay.refuses = {"a"}
    outbox.enqueue("test.thing", thing="a")
    outbox.drain()
    relay.refuses = set()

    assert outbox.drain() == 0
    later(outbox.FIRST_WAIT)
    assert outbox.drain() == 1
    assert relay.received == ["a"]
    assert OutboxMessage.objects.get().last_error == ""


def test_it_waits_longer_after_each_failure_up_to_a_limit(relay: Relay, later: Later) -> None:
    relay.refuses = {"a"}
    outbox.enqueue("test.thing", thing="a")
    waits = []
    for _ in range(20):
        outbox.drain()
        wait = OutboxMessage.objects.get().next_attempt_at - timezone.now()
        waits.append(round(wait.total_seconds()))
        later(wait + timedelta(seconds=1))

    assert waits[:4] == [10, 20, 40, 80]
    assert waits == sorted(waits)
    assert waits[-1] == outbox.LONGEST_WAIT.total_seconds()


def test_a_worker_that_died_is_taken_over_after_its_lease(relay: Relay, later: Later) -> None:
    outbox.enqueue("test.thing", thing="a")
    outbox._take_next()

    assert outbox.drain() == 0
    later(outbox.LEASE)
    assert outbox.drain() == 1
    assert relay.received == ["a"]


def test_a_kind_that_nobody_handles_waits_for_a_version_that_does(
    relay: Relay, later: Later
) -> None:
    outbox.enqueue("test.new_kind", thing="a")

    assert outbox.drain() == 0
    assert OutboxMessage.objects.get().last_error == "UnknownKind"
    outbox.handler("test.new_kind")(relay.take)
    later(outbox.FIRST_WAIT)
    assert outbox.drain() == 1


def test_what_went_wrong_is_told_without_a_word_of_what_was_handled(
    relay: Relay, caplog: pytest.LogCaptureFixture
) -> None:
    relay.refuses = {"a"}
    outbox.enqueue("test.thing", thing="a")
    with caplog.at_level(logging.DEBUG):
        outbox.drain()

    assert OutboxMessage.objects.get().last_error == "ConnectionRefusedError"
    assert "ConnectionRefusedError at test_outbox.py:" in caplog.text
    assert "canary" not in caplog.text


def test_takes_identifiers_only() -> None:
    with pytest.raises(ValueError, match="“to” is not an identifier"):
        outbox.enqueue("test.thing", to="jeanne@hopital.example")


def test_one_kind_has_one_handler(relay: Relay) -> None:
    with pytest.raises(ValueError, match="two handlers"):
        outbox.handler("test.thing")(relay.take)


def test_asking_costs_one_insert_and_no_read(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        outbox.enqueue("test.thing", thing="a")


def test_messages_done_long_ago_are_forgotten(relay: Relay, later: Later) -> None:
    relay.refuses = {"b"}
    outbox.enqueue("test.thing", thing="a")
    outbox.enqueue("test.thing", thing="b")
    outbox.drain()
    later(outbox.KEPT_ONCE_DONE + timedelta(days=1))

    assert outbox.prune() == 1
    assert OutboxMessage.objects.get().payload == {"thing": "b"}


@pytest.mark.parametrize("lane", list(outbox.Lane))
def test_each_lane_is_drained_apart(relay: Relay, lane: outbox.Lane) -> None:
    kinds = {"test.thing": outbox.Lane.ORDINARY}
    for other in (outbox.Lane.SLOW, outbox.Lane.URGENT, outbox.Lane.CALL):
        kinds[f"test.{other.name.lower()}"] = other
        outbox.handler(f"test.{other.name.lower()}", lane=other)(relay.take)
    for kind in kinds:
        outbox.enqueue(kind, thing=kind)

    assert outbox.drain(lanes={lane}) == 1
    assert [kinds[kind] for kind in relay.received] == [lane]


def test_a_kind_that_nobody_handles_yet_stands_in_the_ordinary_lane(relay: Relay) -> None:
    del relay
    outbox.enqueue("test.new_kind", thing="a")
    for lane in set(outbox.Lane) - {outbox.Lane.ORDINARY}:
        outbox.drain(lanes={lane})
    assert OutboxMessage.objects.get().attempts == 0
    outbox.drain(lanes={outbox.Lane.ORDINARY})
    assert OutboxMessage.objects.get().attempts == 1
