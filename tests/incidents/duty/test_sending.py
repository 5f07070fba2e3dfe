"""A message goes out at least once, and after a death once more at the most."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.factories import duty as nights
from tests.fixtures.clock import Later
from tests.fixtures.receiver import Receiver
from vigie.core import outbox
from vigie.core.models import OutboxMessage
from vigie.incidents.models import DutyPage, PageAttempt
from vigie.incidents.notifications import channels
from vigie.incidents.services import duty

pytestmark = pytest.mark.django_db


class KilledError(BaseException):
    """The worker dies: nothing catches this."""


def die_after_sending(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Have the worker send, and die before it can say so."""
    send = channels.deliver

    def deliver(*arguments: object) -> None:
        send(*arguments)  # type: ignore[arg-type]
        raise KilledError

    monkeypatch.setattr(channels, "deliver", deliver)
    monkeypatch.setattr("vigie.incidents.services.duty.sending._end", lambda *_: None)
    return monkeypatch


def drain_until_death() -> None:
    with pytest.raises(KilledError):
        outbox.drain()


def test_a_worker_killed_between_sending_and_saying_so_sends_twice_at_the_most(
    webhook: Receiver, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    nights.declared()
    with monkeypatch.context() as patch:
        die_after_sending(patch)
        drain_until_death()
    assert len(webhook.posted) == 1

    for _ in range(4):
        later(outbox.LEASE)
        DutyPage.objects.update(climbs_at=timezone.now() + timedelta(hours=1))
        outbox.drain()

    assert len(webhook.posted) == 2
    # The receiver can tell that it is the same.
    assert len({posted.headers["Vigie-Delivery"] for posted in webhook.posted}) == 1
    attempt = PageAttempt.objects.get()
    assert (attempt.outcome, attempt.resumed) == ("sent", True)


def test_when_the_second_worker_dies_too_the_doubt_stays_and_no_third_is_sent(
    webhook: Receiver, later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    nights.declared()
    with monkeypatch.context() as patch:
        die_after_sending(patch)
        drain_until_death()
        later(outbox.LEASE)
        DutyPage.objects.update(climbs_at=timezone.now() + timedelta(hours=1))
        drain_until_death()
    for _ in range(3):
        later(outbox.LEASE)
        DutyPage.objects.update(climbs_at=timezone.now() + timedelta(hours=1))
        outbox.drain()

    assert len(webhook.posted) == 2
    assert PageAttempt.objects.get().outcome == "uncertain"


def test_a_gateway_that_fails_is_tried_again_and_then_no_more(
    webhook: Receiver, later: Later
) -> None:
    webhook.statuses = [503, 503, 200]
    nights.woken()
    for _ in range(6):
        later(timedelta(minutes=1))
        outbox.drain()
    assert len(webhook.posted) == 3
    assert PageAttempt.objects.get().outcome == "sent"


def test_what_never_goes_out_is_given_up_and_shown(webhook: Receiver, later: Later) -> None:
    webhook.statuses = [401]
    nights.woken()
    for _ in range(12):
        DutyPage.objects.update(climbs_at=timezone.now() + timedelta(hours=1))
        later(timedelta(minutes=3))
        outbox.drain()
    assert len(webhook.posted) == 5
    assert PageAttempt.objects.get().outcome == "refused"
    assert not OutboxMessage.objects.filter(done_at=None, kind="duty.call").exists()


def test_what_is_answered_meanwhile_is_not_sent(webhook: Receiver, later: Later) -> None:
    webhook.statuses = [503]
    person = nights.on_duty().person
    page = nights.woken()
    duty.acknowledge(page, actor=person)
    later(timedelta(minutes=1))
    outbox.drain()
    assert len(webhook.posted) == 1
    assert "not_needed" in PageAttempt.objects.values_list("outcome", flat=True)


def test_a_number_removed_meanwhile_is_not_called(sms: Receiver) -> None:
    person = nights.on_duty().person
    duty.keep_addresses(person, email="", phone=nights.PHONE)
    declaration = nights.declared()
    duty.declaration_arrived(declaration.pk)
    duty.keep_addresses(person, email=None, phone="")
    outbox.drain()
    assert sms.posted == []
    assert PageAttempt.objects.get(channel="sms").outcome == "no_address"


def test_no_address_is_kept_beside_an_attempt(sms: Receiver, webhook: Receiver) -> None:
    assert sms is webhook
    person = nights.on_duty().person
    duty.keep_addresses(person, email="night@home.example", phone=nights.PHONE)
    nights.woken()
    kept = str([list(PageAttempt.objects.values()), list(OutboxMessage.objects.values())])
    assert "night@home" not in kept
    assert nights.PHONE not in kept
    assert mail.outbox
