"""A message is signed, tried again ever less often, given up at last, and sent again by hand."""

import logging
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests.factories import cases
from tests.factories.subscriptions import asked, subscribed, worked
from tests.fixtures.clock import Later
from tests.fixtures.receiver import Receiver
from vigie.core import journal, outbox, webhooks
from vigie.core.models import JournalEntry, OutboxMessage
from vigie.subscriptions import services
from vigie.subscriptions.enums import TEST, DeliveryState, EventKind
from vigie.subscriptions.models import Delivery, Subscription
from vigie.subscriptions.services import sending

pytestmark = pytest.mark.django_db

ADMINISTRATOR = "Ada Min"


def opened(number: int = 1) -> None:
    """Let cases be opened, and the worker do its round."""
    for _ in range(number):
        cases.open_case()
    journal.link_entries()
    worked()


@pytest.fixture
def machine(receiver: Receiver) -> Subscription:
    """Return a machine that is told of cases opened."""
    return subscribed(receiver.url, kinds={EventKind.INCIDENT_OPENED})[0]


@pytest.fixture
def failing(receiver: Receiver, machine: Subscription) -> Subscription:
    """Return a machine that fails."""
    receiver.statuses = [500]
    return machine


def rest(machine: Subscription) -> timedelta:
    """Return how long a machine is left alone after the last try."""
    machine.refresh_from_db()
    tried_at = Delivery.objects.get().tried_at
    assert machine.rests_until
    assert tried_at
    return machine.rests_until - tried_at


def test_a_receiver_can_be_sure_of_what_it_was_sent(receiver: Receiver) -> None:
    _, secret = subscribed(receiver.url)
    opened()
    posted = receiver.posted[0]
    name, at = posted.headers["webhook-id"], int(posted.headers["webhook-timestamp"])
    expected = webhooks.standard_signature(posted.body, secret=secret, delivery=name, at=at)
    assert posted.headers["webhook-signature"] == expected
    for other in (
        webhooks.standard_signature(posted.body + b" ", secret=secret, delivery=name, at=at),
        webhooks.standard_signature(posted.body, secret=secret, delivery="x", at=at),
        webhooks.standard_signature(posted.body, secret=secret, delivery=name, at=at + 1),
        webhooks.standard_signature(posted.body, secret="other", delivery=name, at=at),
    ):
        assert other != expected


def test_the_signature_is_that_of_the_standard() -> None:
    """The example that the specification of Standard Webhooks gives."""
    signature = webhooks.standard_signature(
        b'{"test": 2432232314}',
        secret="whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        delivery="msg_p5jXN8AQM9LWM0D4loKWxJek",
        at=1614265330,
    )
    assert signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_one_that_fails_is_tried_again_under_the_same_name(
    receiver: Receiver, failing: Subscription, later: Later
) -> None:
    opened()
    assert Delivery.objects.get().outcome == "failed"
    receiver.statuses = [200]
    later(timedelta(minutes=1))
    worked()
    first, second = receiver.posted
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert first.headers["webhook-timestamp"] != second.headers["webhook-timestamp"]
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.tries) == (DeliveryState.DELIVERED, 2)
    failing.refresh_from_db()
    assert (failing.failures, failing.failing_since, failing.rests_until) == (0, None, None)


def test_it_is_tried_ever_less_often_up_to_three_hours(
    receiver: Receiver, failing: Subscription, later: Later
) -> None:
    opened()
    waits = []
    for _ in range(12):
        waits.append(rest(failing))
        later(waits[-1] * 1.3)
        worked()
    assert len(receiver.posted) == 13
    assert waits[:3] == [timedelta(seconds=seconds) for seconds in (30, 60, 120)]
    assert all(second >= first for first, second in pairwise(waits))
    assert waits[-1] == timedelta(hours=3)


def test_chance_spreads_the_tries(failing: Subscription) -> None:
    opened(12)
    later_ones = OutboxMessage.objects.filter(kind="webhook.deliver", done_at=None)
    moments = set(later_ones.values_list("next_attempt_at", flat=True))
    failing.refresh_from_db()
    assert len(moments) > 1
    assert failing.rests_until
    assert min(moments) >= failing.rests_until
    assert max(moments) <= failing.rests_until + timedelta(seconds=10)


def test_a_machine_that_fails_is_left_alone_with_all_its_messages(
    receiver: Receiver, failing: Subscription
) -> None:
    opened(9)
    assert len(receiver.posted) == 1
    assert Delivery.objects.filter(state=DeliveryState.WAITING).count() == 9
    failing.refresh_from_db()
    assert failing.failures == 1


def test_a_machine_that_fails_holds_up_no_other(receiver: Receiver, failing: Subscription) -> None:
    del failing
    receiver.statuses = [500, 200]
    subscribed(receiver.url, kinds={EventKind.INCIDENT_OPENED})
    opened()
    assert sorted(Delivery.objects.values_list("state", flat=True)) == ["delivered", "waiting"]


def test_a_slow_machine_holds_up_nothing_else_of_the_worker(failing: Subscription) -> None:
    """Its messages are no part of what the worker drains first: the duty's calls."""
    del failing
    cases.open_case()
    # What else follows from a case, before there is anything to tell a machine.
    outbox.drain()
    journal.link_entries()
    services.follow()
    assert outbox.drain() == 0
    assert Delivery.objects.get().tries == 0


def pass_days(later: Later, failing: Subscription, days: int) -> None:
    for _ in range(days * 6):
        later(timedelta(hours=4))
        worked()
    failing.refresh_from_db()


def test_after_three_days_it_is_given_up_and_the_machine_suspended(
    receiver: Receiver, failing: Subscription, later: Later
) -> None:
    opened()
    pass_days(later, failing, 4)
    assert Delivery.objects.get().state == DeliveryState.DEAD
    assert failing.suspended_at
    assert JournalEntry.objects.filter(action="subscription.suspended").count() == 1
    tries = len(receiver.posted)
    assert 10 < tries < 60
    opened()
    assert len(receiver.posted) == tries


def test_resumed_it_is_told_what_it_missed_of_the_last_three_days(
    receiver: Receiver, failing: Subscription, later: Later
) -> None:
    opened()
    pass_days(later, failing, 4)
    opened()
    pass_days(later, failing, 4)
    opened(2)
    tried = len(receiver.posted)
    receiver.statuses = [200]
    services.resume(failing, actor=cases.person(name=ADMINISTRATOR))
    worked()
    assert len(receiver.posted) == tried + 2
    assert not Delivery.objects.filter(state=DeliveryState.WAITING).exists()
    assert not services.resume(failing, actor=cases.person(name=ADMINISTRATOR))


def test_what_waited_when_it_was_suspended_is_sent_once_resumed(
    receiver: Receiver, failing: Subscription
) -> None:
    opened(3)
    Subscription.objects.update(suspended_at=timezone.now())
    receiver.statuses = [200]
    services.resume(failing, actor=cases.person(name=ADMINISTRATOR))
    worked()
    assert Delivery.objects.filter(state=DeliveryState.DELIVERED).count() == 3


def test_one_given_up_is_sent_again_by_hand(
    receiver: Receiver, failing: Subscription, later: Later
) -> None:
    opened()
    name = receiver.posted[0].headers["webhook-id"]
    Delivery.objects.update(state=DeliveryState.DEAD, settled_at=timezone.now())
    receiver.statuses = [200]
    services.send_again(Delivery.objects.get(), actor=cases.person(name=ADMINISTRATOR))
    worked()
    assert receiver.posted[-1].headers["webhook-id"] == name
    assert Delivery.objects.get().state == DeliveryState.DELIVERED
    later(timedelta(hours=1))
    worked()
    assert len(receiver.posted) == 2
    assert failing.is_active


def test_a_test_tells_nothing_and_is_tried_once(
    receiver: Receiver, failing: Subscription, later: Later
) -> None:
    services.send_test(failing, actor=cases.person(name=ADMINISTRATOR))
    worked()
    (posted,) = receiver.posted
    assert (posted.json["type"], posted.json["data"]) == (TEST, {})
    assert Delivery.objects.get().state == DeliveryState.DEAD
    later(timedelta(days=1))
    worked()
    assert len(receiver.posted) == 1


def test_a_machine_that_rests_may_be_tried(receiver: Receiver, failing: Subscription) -> None:
    opened()
    receiver.statuses = [200]
    services.send_test(failing, actor=cases.person(name=ADMINISTRATOR))
    worked()
    assert len(receiver.posted) == 2
    failing.refresh_from_db()
    assert failing.failing_since is None


def test_while_the_secret_changes_both_sign_and_then_the_new_one_alone(
    receiver: Receiver, later: Later
) -> None:
    machine, old = subscribed(receiver.url, kinds={EventKind.INCIDENT_OPENED})
    new = services.renew_secret(machine, actor=cases.person(name=ADMINISTRATOR))
    opened()
    later(timedelta(hours=25))
    opened()
    for posted, held in zip(receiver.posted, ([new, old], [new]), strict=True):
        name, at = posted.headers["webhook-id"], int(posted.headers["webhook-timestamp"])
        assert posted.headers["webhook-signature"].split() == [
            webhooks.standard_signature(posted.body, secret=each, delivery=name, at=at)
            for each in held
        ]


def test_taken_off_it_is_sent_nothing_more(receiver: Receiver, failing: Subscription) -> None:
    opened(2)
    ada = cases.person(name=ADMINISTRATOR)
    assert services.end(failing, actor=ada)
    assert not services.end(failing, actor=ada)
    receiver.statuses = [200]
    opened()
    assert len(receiver.posted) == 1
    assert not Delivery.objects.exclude(state=DeliveryState.DEAD).exists()
    for act in (services.send_test, services.renew_secret):
        with pytest.raises(services.NotActive):
            act(failing, actor=ada)


def test_an_address_inside_is_not_posted_to(
    receiver: Receiver, failing: Subscription, settings: Settings
) -> None:
    del failing
    settings.VIGIE_WEBHOOKS_MAY_REACH = ()
    opened()
    assert receiver.posted == []
    assert Delivery.objects.get().outcome == "forbidden"


@pytest.mark.parametrize(
    "url",
    [
        "http://siem.example.org/",
        "https://",
        "https://user:pass@siem.example.org/",
        "https://10.0.0.1/",
        "https://[::1]/",
        "https://localhost/",
        "https://siem.example.org:99999/",
        "https://[siem/",
        "ftp://siem.example.org/",
        "javascript:alert(1)",
        "",
    ],
)
def test_an_address_that_is_unsound_is_refused(url: str, settings: Settings) -> None:
    settings.VIGIE_WEBHOOKS_MAY_REACH = ()
    with pytest.raises(services.CannotSubscribe):
        services.subscribe(asked(url=url), actor=cases.person(name=ADMINISTRATOR))


def test_logs_repeat_neither_address_nor_secret(
    receiver: Receiver, failing: Subscription, caplog: pytest.LogCaptureFixture
) -> None:
    del failing
    with caplog.at_level(logging.DEBUG, logger="vigie"):
        opened()
    assert receiver.url not in caplog.text
    assert "whsec_" not in caplog.text


def test_what_was_settled_long_ago_is_forgotten(machine: Subscription, later: Later) -> None:
    del machine
    opened()
    assert sending.prune() == 0
    later(timedelta(days=31))
    assert sending.prune() == 1


def test_there_are_no_more_than_fifty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vigie.subscriptions.services.subscribing.MOST", 1)
    subscribed()
    with pytest.raises(services.TooMany):
        subscribed()
