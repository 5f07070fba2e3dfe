"""The pages of webhooks: asked by one, approved by another, tried, resumed, taken off."""

import re
from collections.abc import Callable
from ipaddress import ip_network
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from tests.factories import cases
from tests.factories.subscriptions import subscribed, worked
from tests.fixtures.receiver import Receiver
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from tests.surfaces.desk.test_people import elevate
from vigie.accounts import elevation
from vigie.accounts.enums import Role
from vigie.core import journal, sealing
from vigie.core.ids import new_id
from vigie.core.models import JournalEntry
from vigie.subscriptions.enums import TEST, DeliveryState
from vigie.subscriptions.models import Delivery, Subscription

pytestmark = pytest.mark.django_db

SECRET = re.compile(r"whsec_[A-Za-z0-9+/]{43}=")
WANTED = {
    "name": "Ticketing",
    "url": "https://tickets.example.org/hook?key=canari-adresse",
    "kinds": ["incident.opened", "incident.closed"],
    "detail": "references",
    "realm": "live",
}
ACTS = ["approve", "resume", "end", "secret", "test"]


@pytest.fixture
def ada(sign_in: Callable[..., SignedIn]) -> SignedIn:
    return elevate(sign_in(Role.ADMINISTRATOR, name="Ada Min"))


@pytest.fixture
def lead(sign_in: Callable[..., SignedIn]) -> SignedIn:
    return elevate(sign_in(Role.DUTY_LEAD, name="Dot Lead"))


def asked(ada: SignedIn, **typed: Any) -> Subscription:
    ada.post(page("webhook_new"), {**WANTED, **typed})
    return Subscription.objects.latest("made_at")


def act(client: SignedIn, deed: str, subscription: Subscription) -> Any:
    return client.post(page(f"webhook_{deed}", str(subscription.pk)), follow=True)


def shown(client: SignedIn, subscription: Subscription) -> str:
    return text(client.get(page("webhook", str(subscription.pk))))


def test_a_machine_is_told_once_a_second_person_has_approved(ada: SignedIn, lead: SignedIn) -> None:
    subscription = asked(ada)
    assert "Waits for approval" in shown(lead, subscription)
    assert "Somebody else decides" in shown(ada, subscription)
    act(ada, "approve", subscription)
    subscription.refresh_from_db()
    assert not subscription.is_active
    act(lead, "approve", subscription)
    subscription.refresh_from_db()
    assert subscription.is_active
    assert "In force" in shown(ada, subscription)
    deeds = JournalEntry.objects.values_list("action", "actor")
    assert ("subscription.made", f"user:{ada.user.pk}") in deeds
    assert ("subscription.approved", f"user:{lead.user.pk}") in deeds


def test_the_database_refuses_one_person_for_both(ada: SignedIn) -> None:
    kept = Subscription.objects.filter(pk=asked(ada).pk)
    for by in (ada.user, None):
        with pytest.raises(IntegrityError), transaction.atomic():
            kept.update(approved_at=timezone.now(), approved_by=by)


def test_the_secret_is_shown_once_and_the_address_never(ada: SignedIn) -> None:
    answer = ada.post(page("webhook_new"), WANTED)
    assert "no-store" in answer["Cache-Control"]
    found = SECRET.search(text(answer).replace("&#x27;", "'"))
    assert found
    subscription = Subscription.objects.get()
    kept = sealing.unseal_json(bytes(subscription.ciphertext), sealing.desk_identity())
    assert kept == {"url": WANTED["url"], "secret": found.group()}
    for words in (shown(ada, subscription), text(ada.get(page("webhooks")))):
        assert "tickets.example.org" in words
        assert "canari-adresse" not in words
        assert found.group() not in words


def test_a_new_secret_is_shown_once(ada: SignedIn, lead: SignedIn) -> None:
    subscription = asked(ada)
    act(lead, "approve", subscription)
    first = SECRET.search(text(act(ada, "secret", subscription)))
    second = SECRET.search(text(act(ada, "secret", subscription)))
    assert first
    assert second
    assert first.group() != second.group()
    assert act(lead, "secret", subscription).status_code == 403


@pytest.mark.parametrize(
    "typed",
    [
        {"name": ""},
        {"url": "http://tickets.example.org/"},
        {"url": "https://169.254.169.254/latest/"},
        {"url": "https://localhost/"},
        {"url": "https://a:b@tickets.example.org/"},
        {"url": "https://tickets.example.org/a b"},
        {"url": "https://" + "x" * 1000},
        {"kinds": []},
        {"kinds": ["declaration.opened"]},
        {"detail": "everything"},
        {"realm": "demo"},
        {"realm": "import:history"},
    ],
)
def test_what_cannot_be_is_asked_again(ada: SignedIn, typed: dict[str, Any]) -> None:
    cases.open_case(realm="demo")
    cases.open_case(realm="import:history")
    answer = ada.post(page("webhook_new"), {**WANTED, **typed})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in text(answer)
    assert not Subscription.objects.exists()


def test_an_exercise_may_be_told(ada: SignedIn) -> None:
    cases.open_case(realm="exercise:spring")
    assert asked(ada, realm="exercise:spring").realm == "exercise:spring"


def test_a_demonstration_subscribes_nobody(ada: SignedIn, settings: Settings) -> None:
    settings.VIGIE_DEMO = True
    answer = ada.post(page("webhook_new"), WANTED)
    assert answer.status_code == 409
    assert "no machine is told" in text(answer)
    assert not Subscription.objects.exists()


@pytest.mark.parametrize("deed", ["new", *ACTS, "again"])
def test_nothing_is_done_outside_the_elevated_mode(
    sign_in: Callable[..., SignedIn], deed: str
) -> None:
    subscription, _ = subscribed()
    sent = Delivery.objects.create(
        subscription=subscription,
        event=subscription.pk,
        kind="incident.opened",
        occurred_at=timezone.now(),
        give_up_at=timezone.now(),
        state=DeliveryState.DEAD,
    )
    before = list(Subscription.objects.values())
    late = elevate(sign_in(Role.ADMINISTRATOR, name="Late"), ago=elevation.LASTS)
    if deed == "new":
        assert late.post(page("webhook_new"), WANTED).status_code == 422
        assert "/elevate/" in late.get(page("webhook_new"))["Location"]
    else:
        more = [str(sent.pk)] if deed == "again" else []
        answer = late.post(page(f"webhook_{deed}", str(subscription.pk), *more))
        assert answer["Location"].startswith("/en/accounts/elevate/")
    assert list(Subscription.objects.values()) == before
    assert Delivery.objects.get().state == DeliveryState.DEAD


def test_it_is_tried_from_its_page_and_what_came_of_it_is_shown(
    lead: SignedIn, receiver: Receiver, settings: Settings
) -> None:
    settings.VIGIE_WEBHOOKS_MAY_REACH = (ip_network("127.0.0.0/8"),)
    subscription, _ = subscribed(receiver.url)
    assert "A test is on its way" in text(act(lead, "test", subscription))
    worked()
    assert "Accepted" in shown(lead, subscription)
    receiver.statuses = [403]
    act(lead, "test", subscription)
    worked()
    words = shown(lead, subscription)
    assert "Refused by the receiver" in words
    assert "Given up" in words
    assert len(receiver.posted) == 2


def test_one_given_up_is_sent_again_from_the_page(
    lead: SignedIn, receiver: Receiver, settings: Settings
) -> None:
    settings.VIGIE_WEBHOOKS_MAY_REACH = (ip_network("127.0.0.0/8"),)
    subscription, _ = subscribed(receiver.url)
    cases.open_case()
    journal.link_entries()
    worked()
    Delivery.objects.update(state=DeliveryState.DEAD)
    number = len(receiver.posted)
    sent = Delivery.objects.latest("id")
    lead.post(page("webhook_again", str(subscription.pk), str(sent.pk)))
    worked()
    assert len(receiver.posted) == number + 1
    other, _ = subscribed()
    foreign = lead.post(page("webhook_again", str(other.pk), str(sent.pk)))
    assert foreign.status_code == 404


def test_a_suspension_is_told_loudly_and_ends_by_hand(ada: SignedIn, lead: SignedIn) -> None:
    subscription, _ = subscribed()
    Subscription.objects.update(suspended_at=timezone.now(), failing_since=timezone.now())
    assert "SIEM is told of nothing any more" in text(ada.get(page("webhooks")))
    assert "SIEM is told of nothing any more" in shown(lead, subscription)
    assert "is suspended" in text(act(lead, "test", subscription))
    act(lead, "resume", subscription)
    assert "told of nothing any more" not in text(ada.get(page("webhooks")))
    assert "In force" in shown(lead, subscription)


def test_taken_off_it_offers_nothing_more(ada: SignedIn) -> None:
    subscription, _ = subscribed()
    act(ada, "end", subscription)
    words = shown(ada, subscription)
    assert "Taken off" in words
    assert "Send a test" not in words


def sent_to(subscription: Subscription) -> None:
    now, event = timezone.now(), new_id()
    Delivery.objects.create(
        subscription=subscription, event=event, kind=TEST, occurred_at=now, give_up_at=now
    )


def test_many_webhooks_and_messages_take_as_many_queries(ada: SignedIn) -> None:
    first = asked(ada)
    ada.get(page("webhooks"))
    costs = []
    for _ in range(2):
        sent_to(first)
        with CaptureQueriesContext(connection) as queries:
            ada.get(page("webhooks"))
            ada.get(page("webhook", str(first.pk)))
        costs.append(len(queries))
        for number in range(4):
            asked(ada, name=f"Program {number}")
            sent_to(first)
    assert costs[0] == costs[1]
