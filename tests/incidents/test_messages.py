"""The CSIRT writes to declarants: to one, to some, to all of a case in one act."""

import pytest
from django.core import mail
from pytest_django import Settings

from tests.factories import cases
from tests.factories.declarations import submission, write_as_declarant, written
from vigie.core import codes, outbox, references
from vigie.core.models import JournalEntry
from vigie.declarations import selectors as declarant
from vigie.declarations.models import Message, Receipt, ReceiptMessage
from vigie.declarations.services import DeclaredStructure, receive
from vigie.incidents import selectors, services
from vigie.incidents.models import Incident
from vigie.incidents.services import Outgoing

pytestmark = pytest.mark.django_db

WITH_MESSAGES = selectors.Narrowing(show=selectors.Show.MESSAGES)


def declared(code: str | None = None, name: str = "CH des Essais", **changes: object) -> Receipt:
    structure = DeclaredStructure(name=name, town="Rennes")
    sent = submission(structure=structure, **changes)
    return receive(sent, code=code or codes.new_code(), realm="live")


def gathered(*receipts: Receipt) -> Incident:
    incident = services.take(receipts[0].declaration_id, actor=None)
    for receipt in receipts[1:]:
        services.take_into(incident, receipt.declaration_id, actor=None)
    return incident


def read(receipt: Receipt, code: str) -> list[tuple[str, str]]:
    opened = declarant.open_receipt(receipt.reference, code)
    assert opened
    return [(each.subject, each.body) for each in declarant.thread(opened)]


def outgoing(**changes: object) -> Outgoing:
    return Outgoing(**{"texts": {"fr": written()}, "form_nonce": "one", **changes})  # type: ignore[arg-type]


def test_each_declarant_of_the_case_reads_its_own_in_its_language() -> None:
    french, spanish, german = codes.new_code(), codes.new_code(), codes.new_code()
    receipts = [
        declared(french, "CH du Lac", language="fr"),
        declared(spanish, "Hospital {reference}", language="es"),
        declared(german, "Klinik", language="de"),
    ]
    texts = {
        "fr": written(subject="{reference}", body="Pour {structure}"),
        "es": written(subject="{reference}", body="Para {structure}", language="es"),
    }
    sent = services.write(gathered(*receipts), outgoing(texts=texts), actor=None)
    assert (sent.addressed, sent.unreachable) == (3, 0)
    assert read(receipts[0], french) == [(receipts[0].reference, "Pour CH du Lac")]
    assert read(receipts[1], spanish) == [(receipts[1].reference, "Para Hospital {reference}")]
    assert read(receipts[2], german) == [(receipts[2].reference, "Pour Klinik")]


def test_sent_twice_each_receives_it_once_and_who_joined_meanwhile_too() -> None:
    incident = gathered(declared(), declared())
    for _ in range(2):
        services.write(incident, outgoing(), actor=None)
    assert Message.objects.count() == 2
    services.take_into(incident, declared().declaration_id, actor=None)
    services.write(incident, outgoing(), actor=None)
    assert Message.objects.count() == ReceiptMessage.objects.count() == 3


def test_only_those_chosen_receive_it() -> None:
    first, second = declared(), declared()
    services.write(gathered(first, second), outgoing(to=[second.reference]), actor=None)
    assert Message.objects.get().declaration_id == second.declaration_id


def test_whom_another_case_gathers_is_not_written_to() -> None:
    incident, other = gathered(declared()), declared()
    gathered(other)
    for foreign in (other.reference, references.new_reference()):
        with pytest.raises(services.NotInThisCase):
            services.write(incident, outgoing(to=[foreign]), actor=None)
    assert not Message.objects.exists()


def test_who_holds_no_receipt_is_said_to_be_out_of_reach() -> None:
    incident = gathered(declared())
    services.take_into(incident, cases.waiting().pk, actor=None)
    assert services.write(incident, outgoing(), actor=None).unreachable == 1
    assert selectors.addressees(incident) == selectors.Addressees(1, 1, ("fr",))
    with pytest.raises(services.NobodyToWriteTo):
        services.write(cases.open_case(), outgoing(), actor=None)


def test_more_than_one_transaction_may_hold_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vigie.incidents.services.messages.MOST_AT_ONCE", 1)
    with pytest.raises(services.TooManyAddressees):
        services.write(gathered(declared(), declared()), outgoing(), actor=None)
    assert not Message.objects.exists()


def test_one_act_is_one_line_of_the_history_and_an_entry_for_each() -> None:
    incident = gathered(declared(), declared(), declared())
    services.write(incident, outgoing(), actor=None)
    assert JournalEntry.objects.filter(action="message.sent").count() == 3
    deeds = selectors.history(list(selectors.declarations_of(incident)))
    assert [deed.others for deed in deeds if deed.action == "message.sent"] == [2]


def test_what_was_sent_to_another_is_not_in_a_declarations_history() -> None:
    first, second = declared(), declared()
    incident = gathered(first, second)
    services.write(incident, outgoing(to=[second.reference]), actor=None)
    one, two = selectors.declarations_of(incident)
    told = [[deed.action for deed in selectors.history([each])] for each in (one, two)]
    assert ["message.sent" in each for each in told] == [False, True]


def test_a_closed_case_has_news_when_its_declarant_writes() -> None:
    receipt = declared()
    incident = gathered(receipt)
    services.qualify(incident, cases.values(), revision=None, actor=None)
    services.close(incident, actor=None)
    write_as_declarant(receipt)
    assert list(selectors.cases_with_messages("live", WITH_MESSAGES)) == [incident]
    (closed,) = selectors.with_first_declaration(selectors.closed_cases("live"))
    assert closed.has_news

    services.read_threads([receipt.declaration_id], actor=cases.person())
    assert not selectors.cases_with_messages("live", WITH_MESSAGES).exists()


def test_a_declaration_that_waits_has_news_when_its_declarant_writes() -> None:
    quiet, receipt = declared(), declared()
    write_as_declarant(receipt)
    told = {each.pk: vars(each)["has_news"] for each in selectors.listed_declarations()}
    assert told == {quiet.declaration_id: False, receipt.declaration_id: True}
    (only,) = selectors.to_triage("live", WITH_MESSAGES)
    assert only.pk == receipt.declaration_id


def test_the_lead_learns_that_a_declarant_wrote_else_the_duty(settings: Settings) -> None:
    settings.VIGIE_DUTY_EMAIL = "duty@csirt.example"
    receipt = declared()
    outbox.drain()
    mail.outbox.clear()
    write_as_declarant(receipt)
    outbox.drain()
    lead = cases.person()
    other = declared()
    services.take(other.declaration_id, actor=lead)
    outbox.drain()
    write_as_declarant(other)
    outbox.drain()
    told = [message for message in mail.outbox if "a écrit" in message.subject]
    assert [message.to for message in told] == [["duty@csirt.example"], [lead.email]]
    for message in told:
        for secret in ("canari", "Essais", "Rennes"):
            assert secret not in f"{message.subject}{message.body}"
