"""A declaration arrives: it is kept, once, and answered with a receipt."""

from datetime import timedelta

import pytest

from tests.factories.declarations import DETECTED, RECEIVED, facts, submission
from vigie.core import codes
from vigie.core.models import JournalEntry, OutboxMessage
from vigie.declarations.models import Declaration, Receipt, Report
from vigie.declarations.services import receive

pytestmark = pytest.mark.django_db


def test_what_was_declared_can_be_triaged() -> None:
    receipt = receive(submission(), code=codes.new_code(), realm="live")

    declaration = Declaration.objects.get(pk=receipt.declaration_id)
    assert declaration.reference == receipt.reference
    assert declaration.structure_name == "Centre hospitalier des Essais"
    assert declaration.structure is None
    assert (declaration.kind, declaration.care_impact) == ("ransomware", "degraded")
    assert declaration.endangerment == "potential"


def test_the_same_form_sent_twice_gives_the_same_receipt() -> None:
    code = codes.new_code()
    first = receive(submission(), code=code, realm="live")
    second = receive(submission(), code=code, realm="live")

    assert second == first
    assert Declaration.objects.count() == 1
    assert Report.objects.count() == 1


def test_two_forms_give_two_receipts() -> None:
    first = receive(submission(), code=codes.new_code(), realm="live")
    second = receive(submission(), code=codes.new_code(), realm="live")

    assert first.reference != second.reference
    assert Declaration.objects.count() == 2


def test_a_reference_already_taken_is_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    taken = receive(submission(), code=codes.new_code(), realm="live").reference
    drawn = iter([taken, taken, "VIG-2222-2222"])
    monkeypatch.setattr("vigie.core.references.new_reference", lambda: next(drawn))

    receipt = receive(submission(), code=codes.new_code(), realm="live")

    assert receipt.reference == "VIG-2222-2222"
    assert Declaration.objects.count() == 2


def test_the_reception_is_in_the_journal() -> None:
    receipt = receive(submission(), code=codes.new_code(), realm="live")

    entry = JournalEntry.objects.get(action="declaration.received")
    assert entry.objects_touched == {"declaration": str(receipt.declaration_id)}


def test_a_live_declaration_is_told_to_its_declarant_and_to_the_duty() -> None:
    receipt = receive(submission(), code=codes.new_code(), realm="live")

    kinds = {message.kind for message in OutboxMessage.objects.all()}
    assert kinds == {"declaration.receipt_mail", "declaration.arrived"}
    payload = {"declaration": str(receipt.declaration_id)}
    assert all(message.payload == payload for message in OutboxMessage.objects.all())


def test_a_synthetic_declaration_is_told_to_nobody() -> None:
    receive(submission(), code=codes.new_code(), realm="demo")

    assert not OutboxMessage.objects.exists()


def test_a_failure_on_the_way_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("vigie.core.journal.record", broken)
    with pytest.raises(RuntimeError):
        receive(submission(), code=codes.new_code(), realm="live")

    assert not Receipt.objects.exists()
    assert not Declaration.objects.exists()
    assert not OutboxMessage.objects.exists()


def test_the_legal_clocks_start() -> None:
    touched = submission(facts=facts(data_confidentiality="yes"))
    receipt = receive(touched, code=codes.new_code(), realm="live", received_at=RECEIVED)

    owed = set(receipt.clocks.filter(status="owed").values_list("regime", flat=True))
    assert "csp-l1111-8-2" in owed
    gdpr = receipt.clocks.get(regime="gdpr-33")
    assert gdpr.due_at == DETECTED + timedelta(hours=72)
