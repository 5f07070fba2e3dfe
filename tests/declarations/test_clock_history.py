"""What was owed and is no longer stays to be seen, with the reason."""

from datetime import timedelta

import pytest

from tests.factories.declarations import DETECTED, RECEIVED, complement, facts, submission
from vigie.core import codes, outbox
from vigie.core.models import JournalEntry
from vigie.declarations.models import Clock, Declaration, Receipt
from vigie.declarations.selectors import Deadline, deadlines, open_receipt
from vigie.declarations.services import (
    AuthorityTold,
    PlainFacts,
    complete,
    receive,
    refresh_current_facts,
    take_csirt_reading,
)

pytestmark = pytest.mark.django_db

CODE = codes.new_code()
COMPLAINT, GDPR, CSP = "assurances-l12-10-1", "gdpr-33", "csp-l1111-8-2"
LATER = RECEIVED + timedelta(hours=5)


def declared(**changes: str) -> Receipt:
    return receive(
        submission(facts=facts(**changes)), code=CODE, realm="live", received_at=RECEIVED
    )


def say(receipt: Receipt, said: PlainFacts, *, stage: str = "addendum") -> None:
    """Complete, and let the worker do its part."""
    complete(
        receipt,
        complement(facts=said, stage=stage),
        form_nonce=f"{stage} {said}",
        structure_kind="health_establishment",
    )
    refresh_current_facts(receipt.declaration_id)


def read_as(receipt: Receipt, **answers: str) -> None:
    """Have the CSIRT read the incident so, and let the worker do its part."""
    take_csirt_reading([receipt.declaration_id], answers, at=LATER)
    outbox.drain()


def shown(receipt: Receipt, regime: str) -> list[Deadline]:
    opened = open_receipt(receipt.reference, CODE)
    assert opened is not None
    return [line for line in deadlines(opened) if line.regime.code == regime]


def test_not_malicious_after_all_no_complaint_is_asked_for_any_more() -> None:
    receipt = declared()
    (before,) = shown(receipt, COMPLAINT)
    assert not before.withdrawn

    say(receipt, facts(origin="not_malicious"))

    (after,) = shown(receipt, COMPLAINT)
    assert after.withdrawn
    assert after.clock.withdrawn_because == "facts_changed"
    assert (after.due_at, after.clock.pk) == (before.due_at, before.clock.pk)


def test_a_withdrawal_is_in_the_journal() -> None:
    receipt = declared()
    say(receipt, facts(origin="not_malicious"))

    touched = JournalEntry.objects.get(action="clock.withdrawn").objects_touched
    assert touched["declaration"] == str(receipt.declaration_id)
    assert touched["because"] == "facts_changed"


def test_malicious_again_another_clock_runs_beside_the_withdrawn_one() -> None:
    receipt = declared()
    say(receipt, facts(origin="not_malicious"))
    say(receipt, facts(origin="malicious"))

    running, withdrawn = shown(receipt, COMPLAINT)
    assert not running.withdrawn
    assert withdrawn.withdrawn


def test_what_is_told_again_changes_nothing_more() -> None:
    receipt = declared()
    say(receipt, facts(origin="not_malicious", data_confidentiality="yes"))
    before = list(Clock.objects.order_by("id").values())

    refresh_current_facts(receipt.declaration_id)

    assert list(Clock.objects.order_by("id").values()) == before


def test_an_earlier_detection_brings_the_time_forward_and_shows_the_one_before() -> None:
    receipt = declared(data_confidentiality="yes")
    earlier = DETECTED - timedelta(hours=10)
    say(receipt, facts(data_confidentiality="yes", detected_at=earlier))

    running, corrected = shown(receipt, GDPR)
    assert running.due_at == earlier + timedelta(hours=72)
    assert corrected.clock.withdrawn_because == "start_corrected"
    assert corrected.due_at == DETECTED + timedelta(hours=72)


def test_what_was_done_stays_done_whatever_the_facts_become() -> None:
    receipt = declared(data_confidentiality="yes")
    told = complement(
        facts=facts(data_confidentiality="yes"),
        authorities=(AuthorityTold(authority="cnil", told_on=RECEIVED.date()),),
    )
    complete(receipt, told, form_nonce="told", structure_kind="health_establishment")
    refresh_current_facts(receipt.declaration_id)
    say(receipt, facts(data_confidentiality="no", data_availability="no"))

    (line,) = shown(receipt, GDPR)
    assert line.met
    assert not line.withdrawn
    assert line.clock.met_precision == "day"
    assert not line.met_late


def test_a_withdrawn_clock_is_never_met_nor_late() -> None:
    receipt = declared()
    say(receipt, facts(origin="not_malicious"))
    (line,) = shown(receipt, COMPLAINT)

    assert not line.late(RECEIVED + timedelta(days=365))
    assert line.margin() is None


class TestTheReadingOfTheCsirt:
    """It stands beside what is declared, and takes no deadline away by itself."""

    def test_alone_it_withdraws_nothing_and_says_so(self) -> None:
        receipt = declared()
        read_as(receipt, origin="not_malicious")

        (line,) = shown(receipt, COMPLAINT)
        assert not line.withdrawn
        assert line.clock.asked_by == "answers_alone"

    def test_once_both_say_so_it_is_withdrawn(self) -> None:
        receipt = declared()
        read_as(receipt, origin="not_malicious")
        say(receipt, facts(origin="not_malicious"))

        (line,) = shown(receipt, COMPLAINT)
        assert line.withdrawn

    def test_what_the_declarant_takes_back_stays_while_the_csirt_reads_it(self) -> None:
        receipt = declared(origin="unknown")
        (before,) = shown(receipt, COMPLAINT)
        read_as(receipt, origin="malicious")
        say(receipt, facts(origin="not_malicious"))

        (line,) = shown(receipt, COMPLAINT)
        assert not line.withdrawn
        assert line.clock.asked_by == "csirt_alone"
        assert line.due_at == before.due_at

    def test_what_the_csirt_alone_finds_is_to_be_checked_from_then_on(self) -> None:
        untouched = {"data_availability": "no", "data_integrity": "no", "kind": "telecom_outage"}
        receipt = declared(**untouched, data_confidentiality="no")
        assert shown(receipt, GDPR) == []

        read_as(receipt, data_confidentiality="yes")

        (line,) = shown(receipt, GDPR)
        assert (line.status, line.clock.asked_by) == ("check", "csirt_alone")
        assert line.due_at == LATER + timedelta(hours=72)

    def test_what_the_csirt_does_not_know_leaves_the_answer_of_the_declarant(self) -> None:
        receipt = declared()
        read_as(receipt, origin="unknown", kind="ransomware")

        (line,) = shown(receipt, COMPLAINT)
        assert line.clock.asked_by == "answers"

    def test_it_is_kept_beside_what_was_declared(self) -> None:
        receipt = declared()
        read_as(receipt, origin="not_malicious")

        assert Declaration.objects.get().origin == "malicious"
