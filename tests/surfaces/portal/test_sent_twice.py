"""The same form sent again: double click, Back button, retried by the network."""

from django.test import Client
from django.utils import timezone

from tests.fixtures.database import FrontDatabase
from tests.surfaces.portal.pages import eight_answers, page, reference_of, text
from vigie.core import codes
from vigie.core.models import OutboxMessage
from vigie.declarations.models import Declaration, Receipt, ReceiptDocument, Report


def test_sending_twice_gives_the_same_receipt(declarant: Client, front: FrontDatabase) -> None:
    declarant.get(page("declare"))
    answers = eight_answers()
    references = set()
    for _ in range(3):
        assert declarant.post(page("declare"), answers).status_code == 302
        references.add(reference_of(declarant.get(page("receipt"))))
    assert len(references) == 1
    with front.lifted():
        assert Declaration.objects.count() == Report.objects.count() == 1
        assert OutboxMessage.objects.filter(kind="declaration.receipt_mail").count() == 1


def test_the_same_words_under_a_new_code_give_the_same_receipt(declarant: Client) -> None:
    """Some browsers fetch a new form behind the Back button."""
    declarant.get(page("declare"))
    answers = eight_answers()
    declarant.post(page("declare"), answers)
    declarant.post(page("declare"), {**answers, "receipt_code": codes.new_code()})
    assert Receipt.objects.count() == 1
    declarant.post(page("leave"))
    declarant.post(page("declare"), {**answers, "receipt_code": codes.new_code()})
    assert Receipt.objects.count() == 2


def test_what_was_corrected_after_the_back_button_is_added(
    declarant: Client,
) -> None:
    declarant.get(page("declare"))
    answers = eight_answers()
    declarant.post(page("declare"), answers)
    corrected = {**answers, "contact_phone": "07 00 00 00 07", "endangerment": "proven"}
    for _ in range(2):
        declarant.post(page("declare"), corrected)
    words = text(declarant.get(page("receipt")))
    assert "What you changed since has been added" in words
    assert "07 00 00 00 07" in words
    assert "Proven endangerment" in words
    assert Receipt.objects.count() == 1
    assert ReceiptDocument.objects.count() == 2


def test_another_structure_under_the_same_form_is_another_declaration(declarant: Client) -> None:
    declarant.get(page("declare"))
    answers = eight_answers()
    declarant.post(page("declare"), answers)
    other = {**answers, "structure_name": "EHPAD Les Tilleuls"}
    answer = declarant.post(page("declare"), other)
    assert answer.status_code == 409
    assert answers["narrative"] in answer.content.decode()
    assert Receipt.objects.count() == 1
    again = {**other, "receipt_code": answer.context["form"].code}
    assert declarant.post(page("declare"), again).status_code == 302
    assert Receipt.objects.count() == 2


def test_a_damaged_code_costs_nothing_but_the_code(declarant: Client) -> None:
    declarant.get(page("declare"))
    for damaged in ("", "tampered", "x" * 5_000, "AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAB"):
        assert (
            declarant.post(page("declare"), eight_answers(receipt_code=damaged)).status_code == 302
        )
        assert reference_of(declarant.get(page("receipt")))


def test_a_form_open_for_hours_is_received(declarant: Client) -> None:
    declarant.get(page("declare"))
    answers = eight_answers()
    declarant.cookies.clear()
    answer = declarant.post(page("declare"), answers, headers={"origin": "http://testserver"})
    assert answer.status_code == 200
    receipt = Receipt.objects.get()
    assert receipt.reference in text(answer)
    assert receipt.received_at <= timezone.now()
