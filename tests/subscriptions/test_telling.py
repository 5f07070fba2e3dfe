"""A machine is told of what happened in its realm, once, after COMMIT, and of nothing sealed."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from pytest_django import Settings

from tests.factories import cases
from tests.factories.declarations import submission
from tests.factories.subscriptions import ADDRESS, subscribed, worked
from tests.fixtures.clock import Later
from tests.fixtures.receiver import Receiver
from vigie.core import codes, journal
from vigie.core.models import JournalEntry
from vigie.declarations.services import receive
from vigie.incidents import services as incidents
from vigie.incidents.models import Incident
from vigie.subscriptions import services
from vigie.subscriptions.enums import Detail, EventKind
from vigie.subscriptions.models import Delivery, Subscription

pytestmark = pytest.mark.django_db


def happened() -> int:
    journal.link_entries()
    return worked()


def told(receiver: Receiver) -> list[dict[str, Any]]:
    return [posted.json for posted in receiver.posted]


def lived(realm: str = "live") -> tuple[str, Incident]:
    """Let a declaration be received, taken, qualified and closed."""
    receipt = receive(submission(), code=codes.new_code(), realm=realm)
    ana = cases.person()
    case = incidents.take(receipt.declaration_id, actor=ana)
    incidents.qualify(case, cases.values(), revision=None, actor=ana)
    incidents.close(case, actor=ana)
    return receipt.reference, Incident.objects.get(pk=case.pk)


@pytest.mark.usefixtures("machine")
def test_from_the_declaration_to_the_closed_case(receiver: Receiver) -> None:
    reference, case = lived()
    happened()
    said = [(each["type"], each["data"]) for each in told(receiver)]
    assert said[0] == ("declaration.received", {"declaration": reference})
    for kind in ("incident.opened", "incident.qualified", "incident.closed"):
        assert (kind, {"incident": case.reference}) in said
    assert {each["realm"] for each in told(receiver)} == {"live"}


@pytest.mark.usefixtures("machine")
def test_each_event_is_told_once_however_often_the_worker_looks(receiver: Receiver) -> None:
    lived()
    first = happened()
    assert (first, happened(), happened()) == (len(receiver.posted), 0, 0)
    names = [posted.headers["webhook-id"] for posted in receiver.posted]
    assert len(set(names)) == len(names) == first
    assert names == [each["id"] for each in told(receiver)]


@pytest.mark.usefixtures("machine")
def test_what_was_rolled_back_is_not_told(receiver: Receiver) -> None:
    with transaction.atomic():
        lived()
        transaction.set_rollback(True)
    happened()
    assert receiver.posted == []


@pytest.mark.parametrize("realm", ["demo", "import:history", "exercise:spring"])
@pytest.mark.usefixtures("machine")
def test_nothing_of_another_realm_is_told(receiver: Receiver, realm: str) -> None:
    cases.open_case(realm=realm)
    lived(realm)
    happened()
    assert receiver.posted == []


def test_an_exercise_is_told_to_who_subscribed_to_it(receiver: Receiver) -> None:
    subscribed(receiver.url, realm="exercise:spring")
    lived("exercise:spring")
    lived("exercise:autumn")
    lived()
    happened()
    assert {each["realm"] for each in told(receiver)} == {"exercise:spring"}


@pytest.mark.parametrize("realm", ["demo", "import:history", "nonsense"])
def test_nobody_subscribes_to_what_tells_nobody(realm: str) -> None:
    with pytest.raises(services.CannotSubscribe):
        subscribed(realm=realm)


@pytest.mark.usefixtures("machine")
def test_a_demonstration_tells_nobody(receiver: Receiver, settings: Settings) -> None:
    lived()
    settings.VIGIE_DEMO = True
    happened()
    assert receiver.posted == []


def test_only_the_kinds_subscribed_to_are_told(receiver: Receiver) -> None:
    subscribed(receiver.url, kinds={EventKind.INCIDENT_CLOSED})
    lived()
    happened()
    assert [each["type"] for each in told(receiver)] == ["incident.closed"]


def test_references_alone_are_told_unless_facts_were_asked_for(receiver: Receiver) -> None:
    subscribed(receiver.url, kinds={EventKind.INCIDENT_QUALIFIED}, detail=Detail.FACTS)
    _, case = lived()
    happened()
    (message,) = told(receiver)
    facts = message["data"]["facts"]
    assert facts["qualification"]["severity"] == "major"
    assert facts["closed_at"] == Incident.objects.get(pk=case.pk).closed_at.isoformat()  # type: ignore[union-attr]


@pytest.mark.parametrize("detail", Detail)
def test_neither_names_nor_texts_nor_what_is_sealed_are_told(
    receiver: Receiver, detail: Detail
) -> None:
    subscribed(receiver.url, detail=detail)
    lived()
    happened()
    words = b"".join(posted.body for posted in receiver.posted).decode()
    assert receiver.posted
    for never in ("anari", "Centre hospitalier", "Rennes", "encrypted", "Zoé", "06 "):
        assert never not in words


@pytest.mark.usefixtures("machine")
def test_support_messages_and_indicators_are_told_by_reference(receiver: Receiver) -> None:
    case = cases.open_case(help_wanted="on_site")
    marking = incidents.Marking(tlp="AMBER", pap="AMBER")
    incidents.add_indicators(case, [("domain", "evil-host.net")], marking, actor=None)
    declaration = str(case.links.get().declaration_id)
    journal.record("message.received", actor="declarant", declaration=declaration)
    happened()
    kinds = {each["type"]: each["data"] for each in told(receiver)}
    assert kinds["indicator.added"] == {"incident": case.reference}
    assert kinds["message.received"]["declaration"].startswith("VIG-")
    assert "evil-host" not in str(told(receiver))


@pytest.mark.usefixtures("machine")
def test_indicators_that_are_all_red_are_not_told(receiver: Receiver) -> None:
    case = cases.open_case()
    marking = incidents.Marking(tlp="RED", pap="RED")
    incidents.add_indicators(case, [("domain", "secret-host.net")], marking, actor=None)
    happened()
    assert "indicator.added" not in {each["type"] for each in told(receiver)}


def test_what_happened_before_the_approval_is_not_told(receiver: Receiver) -> None:
    lived()
    journal.link_entries()
    subscribed(receiver.url)
    happened()
    assert receiver.posted == []


def test_without_approval_nothing_is_told(receiver: Receiver) -> None:
    subscribed(receiver.url)
    Subscription.objects.update(approved_at=None, approved_by=None)
    lived()
    happened()
    assert receiver.posted == []


@pytest.mark.usefixtures("machine")
def test_an_entry_that_vigie_did_not_write_is_not_told(receiver: Receiver) -> None:
    case = cases.open_case()
    journal.record("incident.reopened", actor="system", incident=str(case.pk))
    entry = JournalEntry.objects.latest("pk")
    forged = JournalEntry(
        at=entry.at,
        action="incident.closed",
        actor="system",
        objects_touched={"incident": str(case.pk)},
        seal="0" * 64,
    )
    forged.save(force_insert=True)
    happened()
    kinds = {each["type"] for each in told(receiver)}
    assert "incident.reopened" in kinds
    assert "incident.closed" not in kinds


@pytest.mark.parametrize("touched", [{}, {"incident": "none"}, {"incident": "x" * 36}])
@pytest.mark.usefixtures("machine")
def test_an_entry_that_names_no_case_is_passed_over(
    receiver: Receiver, touched: dict[str, str]
) -> None:
    journal.record("incident.closed", actor="system", **touched)
    lived()
    happened()
    assert len(receiver.posted) == Delivery.objects.count() > 0


def test_what_is_older_than_three_days_is_not_told(
    receiver: Receiver, machine: Subscription, later: Later
) -> None:
    lived()
    journal.link_entries()
    later(timedelta(days=4))
    services.follow()
    assert not Delivery.objects.exists()
    machine.refresh_from_db()
    assert machine.position == journal.head_position()
    assert receiver.posted == []


def test_many_events_cost_no_more_reads_than_a_few(
    machine: Subscription, django_assert_max_num_queries: Any
) -> None:
    del machine
    for _ in range(12):
        cases.open_case()
    journal.link_entries()
    wanted = JournalEntry.objects.filter(action__in=EventKind.values).count()
    # Reading and going on cost a constant; each message is one row and one of the outbox.
    with django_assert_max_num_queries(12 + wanted):
        services.follow()


def test_the_address_and_the_secret_are_stored_only_sealed() -> None:
    subscription, secret = subscribed()
    stored = str(Subscription.objects.values().get(pk=subscription.pk))
    assert "canari-adresse" not in stored
    assert secret not in stored
    assert secret not in repr(bytes(subscription.ciphertext))
    assert ADDRESS not in str(list(JournalEntry.objects.values()))
