"""With the reference and the code, and only with both, a declarant comes back."""

import pytest

from tests.factories.declarations import complement, submission
from vigie.core import codes
from vigie.declarations.selectors import open_receipt
from vigie.declarations.services import complete, receive

pytestmark = pytest.mark.django_db


def test_the_right_code_opens_what_was_declared() -> None:
    code = codes.new_code()
    receipt = receive(submission(), code=code, realm="live")

    opened = open_receipt(receipt.reference, code)

    assert opened is not None
    assert opened.structure["name"] == "Centre hospitalier des Essais"
    assert opened.structure["verified"] is False
    first = opened.documents[0]
    assert first.sections["contact"]["name"] == "Canari-Nom"
    assert first.facts == submission().facts


def test_another_code_opens_nothing() -> None:
    receipt = receive(submission(), code=codes.new_code(), realm="live")

    assert open_receipt(receipt.reference, codes.new_code()) is None


def test_the_code_of_another_declaration_opens_nothing() -> None:
    receipt = receive(submission(), code=codes.new_code(), realm="live")
    other_code = codes.new_code()
    receive(submission(), code=other_code, realm="live")

    assert open_receipt(receipt.reference, other_code) is None


def test_an_unknown_reference_costs_the_same_work(monkeypatch: pytest.MonkeyPatch) -> None:
    derived: list[str] = []
    derive = codes.derive

    def counted(code: str) -> codes.CodeKeys:
        derived.append(code)
        return derive(code)

    monkeypatch.setattr("vigie.core.codes.derive", counted)

    assert open_receipt("VIG-2222-2222", codes.new_code()) is None
    assert len(derived) == 1


def test_complements_are_read_in_their_order() -> None:
    code = codes.new_code()
    receipt = receive(submission(), code=code, realm="live")
    complete(receipt, complement(), form_nonce="one", structure_kind="unknown")

    opened = open_receipt(receipt.reference, code)

    assert opened is not None
    assert [document.stage for document in opened.documents] == ["early_warning", "notification"]
    assert opened.current_facts.care_impact == "interrupted"
