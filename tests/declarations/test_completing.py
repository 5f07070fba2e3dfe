"""A declarant says more: a further report, and the first one stands."""

import pytest

from tests.factories.declarations import complement, facts, submission
from vigie.core import codes, outbox
from vigie.declarations.models import Declaration, Receipt, ReceiptDocument, Report
from vigie.declarations.services import complete, receive, refresh_current_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt() -> Receipt:
    return receive(submission(), code=codes.new_code(), realm="live")


def test_the_first_report_is_left_as_it_was(receipt: Receipt) -> None:
    complete(receipt, complement(), form_nonce="one", structure_kind="unknown")

    first, second = Report.objects.all()
    assert first.facts["care_impact"] == "degraded"
    assert second.facts["care_impact"] == "interrupted"


def test_the_same_form_sent_twice_adds_one_report(receipt: Receipt) -> None:
    once = complete(receipt, complement(), form_nonce="one", structure_kind="unknown")
    twice = complete(receipt, complement(), form_nonce="one", structure_kind="unknown")

    assert once == twice
    assert ReceiptDocument.objects.filter(receipt=receipt).count() == 2


def test_another_form_adds_another_report(receipt: Receipt) -> None:
    complete(receipt, complement(), form_nonce="one", structure_kind="unknown")
    complete(receipt, complement(stage="final"), form_nonce="two", structure_kind="unknown")

    assert Report.objects.count() == 3


def test_the_desk_sees_the_latest_facts_once_the_worker_has_run(receipt: Receipt) -> None:
    complete(receipt, complement(), form_nonce="one", structure_kind="unknown")
    assert Declaration.objects.get().care_impact == "degraded"

    outbox.drain()

    assert Declaration.objects.get().care_impact == "interrupted"


def test_bringing_facts_up_to_date_twice_changes_nothing_more(receipt: Receipt) -> None:
    complete(receipt, complement(), form_nonce="one", structure_kind="unknown")
    for _ in range(2):
        refresh_current_facts(receipt.declaration_id)

    declaration = Declaration.objects.get()
    assert declaration.care_impact == "interrupted"
    assert declaration.kind == "ransomware"


UNTOUCHED = {
    "data_availability": "no",
    "data_integrity": "no",
    "data_confidentiality": "no",
}


def test_data_found_stolen_later_starts_the_clock_of_the_data_authority() -> None:
    untouched = submission(facts=facts(**UNTOUCHED))
    receipt = receive(untouched, code=codes.new_code(), realm="live")
    assert not receipt.clocks.filter(regime="gdpr-33", status="owed").exists()

    stolen = complement(facts=facts(**{**UNTOUCHED, "data_confidentiality": "yes"}))
    complete(receipt, stolen, form_nonce="one", structure_kind="health_establishment")

    assert receipt.clocks.filter(regime="gdpr-33", status="owed").exists()


def test_a_clock_that_runs_is_not_started_again(receipt: Receipt) -> None:
    running = set(receipt.clocks.values_list("pk", flat=True))

    complete(receipt, complement(facts=facts()), form_nonce="one", structure_kind="unknown")

    assert running <= set(receipt.clocks.values_list("pk", flat=True))
    per_clock = receipt.clocks.values_list("regime", "stage", "status")
    assert len(per_clock) == len(set(per_clock))
