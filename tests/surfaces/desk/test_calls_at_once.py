"""The same call sent several times at the same moment, as impatient fingers do."""

from http import HTTPStatus

import pytest
from django.test import Client

from tests.incidents.test_messages_never_lost import at_once
from tests.surfaces.desk.calls import typed
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.core.models import JournalEntry, OutboxMessage
from vigie.declarations.models import Clock, Declaration, Receipt, ReceiptDocument

pytestmark = pytest.mark.django_db(transaction=True)
CLICKS = 4


def test_it_is_one_declaration_and_each_answer_reads_the_code_out(analyst: SignedIn) -> None:
    answers = typed()
    seen: list[str] = []

    def click() -> None:
        browser = Client()
        browser.cookies = analyst.cookies.copy()  # type: ignore[assignment]
        answer = browser.post(page("declare"), answers)
        assert answer.status_code == HTTPStatus.FOUND
        seen.append(text(browser.get(answer["Location"])))

    at_once(*[click] * CLICKS)
    assert [answers["receipt_code"][:4] in each for each in seen] == [True] * CLICKS
    assert Declaration.objects.count() == Receipt.objects.count() == 1
    assert ReceiptDocument.objects.count() == 1
    clocks = Clock.objects.values_list("regime", "stage", "status")
    assert len(set(clocks)) == len(clocks)
    assert JournalEntry.objects.filter(action="declaration.received").count() == 1
    assert OutboxMessage.objects.filter(kind="declaration.arrived").count() == 1
