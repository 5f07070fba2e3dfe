"""A grave declaration wakes somebody; another is told of in a mail."""

import pytest
from django.core import mail
from pytest_django import Settings

from tests.factories import cases
from tests.factories import duty as nights
from tests.factories.declarations import CANARIES, complement, facts
from tests.fixtures.database import FrontDatabase
from tests.fixtures.receiver import Receiver
from tests.incidents.duty.conftest import SECRET, TOKEN
from vigie.accounts.enums import Role
from vigie.core import outbox, webhooks
from vigie.core.models import JournalEntry, OutboxMessage
from vigie.declarations.models import Receipt
from vigie.declarations.services import complete
from vigie.incidents import services
from vigie.incidents.models import DutyPage, PageAttempt
from vigie.incidents.services import duty
from vigie.incidents.tasks.duty import declaration_arrived

pytestmark = pytest.mark.django_db


def mailed() -> list[str]:
    """Return who was mailed of the duty, the declarants left out."""
    return sorted(message.to[0] for message in mail.outbox if message.to[0] not in CANARIES)


@pytest.mark.parametrize(
    "answers",
    [
        {"endangerment": "proven"},
        {"endangerment": "potential"},
        {"endangerment": "none", "care_impact": "interrupted"},
        {"endangerment": "none", "help_wanted": "on_site", "help_urgency": "immediate"},
    ],
)
def test_a_grave_declaration_wakes_the_first_line_and_nobody_else(answers: dict[str, str]) -> None:
    first = nights.on_duty(line=1).person
    nights.on_duty(line=2)

    page = nights.woken(**answers)

    assert mailed() == [first.email]
    assert "GRAVE" in mail.outbox[-1].subject
    assert page.reference in mail.outbox[-1].body
    assert f"https://desk.example/en/desk/duty/pages/{page.reference}/" in mail.outbox[-1].body
    assert page.reasons


@pytest.mark.parametrize(
    "answers",
    [
        {},
        {"endangerment": "unknown", "care_impact": "unknown"},
        {"help_wanted": "advice", "help_urgency": "today"},
        {"help_wanted": "none", "help_urgency": "immediate"},
    ],
)
def test_one_that_is_not_grave_is_told_of_and_wakes_nobody(answers: dict[str, str]) -> None:
    first = nights.on_duty().person

    nights.declared(**{**nights.QUIET, **answers})
    outbox.drain()

    assert not DutyPage.objects.exists()
    assert mailed() == [first.email]
    assert "waits at the desk" in mail.outbox[-1].subject


def test_the_team_has_its_own_mailbox(house: Settings) -> None:
    house.VIGIE_DUTY_EMAIL = "duty@csirt.example"
    nights.declared(**nights.QUIET)
    nights.woken()
    assert mailed() == ["duty@csirt.example"] * 2


def test_with_nobody_on_the_roster_everybody_who_handles_cases_is_called(house: Settings) -> None:
    house.VIGIE_DUTY_EMAIL = "duty@csirt.example"
    people = [cases.person(), cases.person(Role.DUTY_LEAD)]
    cases.person(Role.AUTHORITY)
    cases.person(is_active=False)

    nights.woken()

    assert mailed() == sorted([*(person.email for person in people), "duty@csirt.example"])


def test_who_left_is_not_called() -> None:
    gone = nights.on_duty(line=1).person
    there = nights.on_duty(line=2).person
    gone.is_active = False
    gone.save()
    nights.woken()
    assert mailed() == [there.email]


def test_without_anybody_to_tell_it_does_not_fail() -> None:
    page = nights.woken()
    assert not PageAttempt.objects.exists()
    assert not OutboxMessage.objects.filter(done_at=None).exclude(kind="duty.climb").exists()
    assert page.climbs_at


@pytest.mark.parametrize("realm", ["demo", "import:past", "exercise:winter"])
def test_no_other_realm_than_the_real_one_wakes_anybody(realm: str) -> None:
    nights.on_duty()
    declaration = nights.declared(realm=realm)
    declaration_arrived(declaration=str(declaration.pk))
    outbox.drain()
    assert not DutyPage.objects.exists()
    assert mailed() == []


def test_the_worker_that_runs_twice_wakes_once() -> None:
    nights.on_duty()
    page = nights.woken()
    declaration_arrived(declaration=str(page.declaration_id))
    outbox.drain()
    assert len(mailed()) == 1


def test_one_taken_before_the_worker_ran_wakes_nobody() -> None:
    nights.on_duty()
    services.take(nights.declared().pk, actor=cases.person())
    outbox.drain()
    assert not DutyPage.objects.exists()


def test_a_further_report_that_makes_it_grave_wakes_somebody() -> None:
    first = nights.on_duty().person
    declaration = nights.declared(**nights.QUIET)
    outbox.drain()
    mail.outbox.clear()

    receipt = Receipt.objects.get(declaration_id=declaration.pk)
    worse = complement(facts=facts(**{**nights.QUIET, "care_impact": "interrupted"}))
    complete(receipt, worse, form_nonce="one", structure_kind="unknown")
    outbox.drain()

    assert mailed() == [first.email]
    assert DutyPage.objects.get().reasons == ["care_interrupted"]


def test_a_further_report_of_one_that_is_not_grave_sends_no_second_mail() -> None:
    nights.on_duty()
    declaration = nights.declared(**nights.QUIET)
    outbox.drain()
    mail.outbox.clear()
    receipt = Receipt.objects.get(declaration_id=declaration.pk)
    same = complement(facts=facts(**nights.QUIET))
    complete(receipt, same, form_nonce="one", structure_kind="unknown")
    outbox.drain()
    assert mail.outbox == []


def test_the_webhook_is_told_signed_and_nothing_sensitive(webhook: Receiver) -> None:
    nights.on_duty()
    page = nights.woken()

    (posted,) = webhook.posted
    assert webhooks.verify(posted.headers["Vigie-Signature"], posted.body, secret=SECRET)
    said = posted.json
    assert set(said) == {"event", "reference", "gravity", "drill", "step", "link", "sent_at"}
    assert (said["event"], said["reference"], said["gravity"]) == (
        "duty.paged",
        page.reference,
        "grave",
    )
    for word in (*CANARIES, "Essais", "ransomware", "proven"):
        assert word not in posted.body.decode()


def test_a_phone_is_called_through_the_gateway(sms: Receiver) -> None:
    person = nights.on_duty().person
    duty.keep_addresses(person, email="night@home.example", phone=nights.PHONE)

    page = nights.woken()

    (posted,) = sms.posted
    assert posted.headers["Authorization"] == f"Bearer {TOKEN}"
    assert posted.json["to"] == nights.PHONE
    assert page.reference in posted.json["message"]
    assert len(posted.json["message"]) <= 160
    assert mailed() == ["night@home.example"]
    assert set(PageAttempt.objects.values_list("channel", "outcome")) == {
        ("email", "sent"),
        ("sms", "sent"),
    }


def test_a_front_only_asks_for_it(front_database: FrontDatabase) -> None:
    receipt = nights.submitted()
    with front_database.lifted():
        kinds = set(OutboxMessage.objects.values_list("kind", flat=True))
        assert kinds == {"declaration.receipt_mail", "declaration.arrived"}
        outbox.drain()
        assert DutyPage.objects.get().reference == receipt.reference


def test_it_is_in_the_journal_without_a_word_on_anybody() -> None:
    person = nights.on_duty().person
    duty.keep_addresses(person, email="night@home.example", phone=nights.PHONE)
    page = nights.woken()

    paged = JournalEntry.objects.get(action="duty.paged")
    assert paged.objects_touched == {
        "page": str(page.pk),
        "declaration": str(page.declaration_id),
        "line": "1",
    }
    everything = " ".join(str(each.objects_touched) for each in JournalEntry.objects.all())
    assert "night@home" not in everything
    assert nights.PHONE not in everything
