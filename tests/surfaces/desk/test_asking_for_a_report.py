"""An analyst asks a declarant for an intermediate report: a clock starts when somebody asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories import cases
from tests.factories.declarations import complement, facts, submission
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.core import codes, outbox
from vigie.core.models import OutboxMessage
from vigie.declarations.models import Clock, Declaration, Receipt, ReceiptMessage
from vigie.declarations.selectors import deadlines, open_receipt, thread
from vigie.declarations.services import complete, receive, refresh_current_facts
from vigie.incidents import services

pytestmark = pytest.mark.django_db

CODE = codes.new_code()
WORDS = "canari-question: which wards work again?"


@pytest.fixture
def taken(analyst: SignedIn) -> Receipt:
    receipt = receive(submission(language="en"), code=CODE, realm="live")
    services.take(receipt.declaration_id, actor=analyst.user)
    return receipt


def ask(client: Client, receipt: Receipt, **changed: str) -> Any:
    return client.post(
        page("request_report", receipt.reference), {"words": WORDS, "hours": "24", **changed}
    )


def requested() -> Clock:
    return Clock.objects.get(asked_by="request")


def test_its_clock_runs_from_the_moment_it_is_asked(analyst: SignedIn, taken: Receipt) -> None:
    before = timezone.now()
    ask(analyst, taken)

    clock = requested()
    assert (clock.stage, clock.status) == ("intermediate", "owed")
    assert clock.due_at is not None
    assert before <= clock.started_at <= timezone.now()
    assert clock.due_at - clock.started_at == timedelta(hours=24)
    assert Declaration.objects.get(pk=taken.declaration_id).next_due_at == clock.due_at


def test_the_declarant_reads_what_is_asked_and_by_when(analyst: SignedIn, taken: Receipt) -> None:
    ask(analyst, taken)

    opened = open_receipt(taken.reference, CODE)
    assert opened is not None
    (message,) = thread(opened)
    assert WORDS in message.body
    (line,) = [each for each in deadlines(opened) if each.requested]
    assert not line.met


def test_what_is_asked_is_sealed_and_mailed_to_nobody(analyst: SignedIn, taken: Receipt) -> None:
    ask(analyst, taken)

    assert b"canari-question" not in bytes(ReceiptMessage.objects.get().ciphertext)
    assert OutboxMessage.objects.filter(kind="message.tell_declarant").count() == 1


def test_nothing_typed_sends_the_usual_words_in_the_declarants_language(
    analyst: SignedIn, taken: Receipt
) -> None:
    Declaration.objects.update(language="fr")
    ask(analyst, taken, words="")

    opened = open_receipt(taken.reference, CODE)
    assert opened is not None
    (message,) = thread(opened)
    assert "Compléter cette déclaration" in message.body


def test_the_next_report_proposed_is_the_one_asked_for(analyst: SignedIn, taken: Receipt) -> None:
    ask(analyst, taken)
    opened = open_receipt(taken.reference, CODE)
    assert opened is not None
    first = next(each for each in deadlines(opened) if each.regime.received_here)
    assert first.stage == "intermediate"


def test_once_it_comes_it_is_met_and_another_may_be_asked_for(
    analyst: SignedIn, taken: Receipt
) -> None:
    ask(analyst, taken)
    sent = complement(stage="intermediate", facts=facts())
    complete(taken, sent, form_nonce="one", structure_kind="health_establishment")
    refresh_current_facts(taken.declaration_id)
    assert requested().met_at

    ask(analyst, taken)

    open_ones = Clock.objects.filter(asked_by="request", met_at=None)
    assert open_ones.count() == 1


def test_asked_twice_is_asked_once_and_the_words_are_kept(
    analyst: SignedIn, colleague: SignedIn, taken: Receipt
) -> None:
    ask(colleague, taken)
    answer = ask(analyst, taken, words="And the laboratory?")

    assert answer.status_code == 409
    assert "asked for already" in text(answer)
    assert "And the laboratory?" in text(answer)
    assert requested()
    assert ReceiptMessage.objects.count() == 1


def test_it_may_be_taken_back_and_stays_in_the_history(analyst: SignedIn, taken: Receipt) -> None:
    ask(analyst, taken)
    analyst.post(page("request_cancel", taken.reference))
    again = analyst.post(page("request_cancel", taken.reference), follow=True)

    assert requested().withdrawn_because == "request_cancelled"
    assert Declaration.objects.get(pk=taken.declaration_id).next_due_at is None
    assert "No report is asked for" in text(again)
    assert "Intermediate report no longer asked for" in text(again)


def test_a_change_of_facts_leaves_the_request(analyst: SignedIn, taken: Receipt) -> None:
    ask(analyst, taken)
    changed = complement(stage="addendum", facts=facts(origin="not_malicious"))
    complete(taken, changed, form_nonce="one", structure_kind="health_establishment")
    outbox.drain()

    assert requested().is_open


@pytest.mark.parametrize(("hours", "said"), [("", "Choose how soon."), ("7", "Choose one")])
def test_a_time_that_is_not_offered_is_refused_at_its_field(
    analyst: SignedIn, taken: Receipt, hours: str, said: str
) -> None:
    answer = ask(analyst, taken, hours=hours)

    assert answer.status_code == 422
    assert said in text(answer)
    assert WORDS in text(answer)


def test_nobody_is_asked_before_the_declaration_is_taken(analyst: SignedIn) -> None:
    waiting = receive(submission(), code=codes.new_code(), realm="live")
    assert ask(analyst, waiting).status_code == 404


def test_a_closed_case_asks_for_nothing(analyst: SignedIn, taken: Receipt) -> None:
    incident = Declaration.objects.get(pk=taken.declaration_id).incident_link.incident
    services.qualify(incident, cases.values(), revision=None, actor=analyst.user)
    services.close(incident, actor=analyst.user)

    assert ask(analyst, taken).status_code == 409
    assert "Ask for an intermediate report" not in text(
        analyst.get(page("declaration", taken.reference))
    )


def test_the_page_says_how_much_time_is_left(analyst: SignedIn, taken: Receipt) -> None:
    ask(analyst, taken)
    assert "23 hours, 59 minutes left" in text(
        analyst.get(page("declaration", taken.reference))
    ).replace("\xa0", " ")
