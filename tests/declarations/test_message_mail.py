"""E-mails only say that there is a message, and say it once for several."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.utils import timezone

from tests.factories.declarations import CANARIES, submission, write_as_desk, written
from tests.fixtures.clock import Later
from vigie.core import codes, outbox
from vigie.core.models import OutboxMessage
from vigie.declarations import selectors
from vigie.declarations.enums import Author
from vigie.declarations.models import MessageNotice, Receipt
from vigie.declarations.selectors.unread import CLAIMED_FOR
from vigie.declarations.services import Contact, announce, note_seen, receive
from vigie.declarations.services.announcing import QUIET
from vigie.declarations.tasks import mail_of_messages_that_waited

pytestmark = pytest.mark.django_db

CODE = codes.new_code()


@pytest.fixture
def receipt() -> Receipt:
    """A declaration in Spanish, whose first e-mails have left."""
    receipt = receive(submission(language="es"), code=CODE, realm="live")
    outbox.drain()
    mail.outbox.clear()
    return receipt


def test_the_declarant_learns_that_there_is_a_message_and_nothing_more(receipt: Receipt) -> None:
    write_as_desk(receipt)
    outbox.drain()
    (sent,) = mail.outbox
    assert sent.to == ["canari@example.org"]
    assert receipt.reference in sent.subject
    words = f"{sent.subject}\n{sent.body}"
    for secret in (*CANARIES, "canari-objet", "canari-corps", "Essais", "ansomware"):
        assert secret not in words


def test_several_messages_within_a_short_while_give_one_mail(
    receipt: Receipt, later: Later
) -> None:
    for _ in range(3):
        write_as_desk(receipt)
        outbox.drain()
        mail_of_messages_that_waited()
    assert len(mail.outbox) == 1

    later(QUIET + timedelta(seconds=1))
    for _ in range(2):
        mail_of_messages_that_waited()
    assert len(mail.outbox) == 2


def test_what_was_read_meanwhile_is_not_told(receipt: Receipt, later: Later) -> None:
    write_as_desk(receipt)
    outbox.drain()
    write_as_desk(receipt, written(body="encore"))
    opened = selectors.open_receipt(receipt.reference, CODE)
    assert opened
    note_seen(receipt, [each.id for each in selectors.thread(opened)])
    later(QUIET + timedelta(seconds=1))
    mail_of_messages_that_waited()
    assert len(mail.outbox) == 1


def test_a_mail_server_that_fails_is_tried_again_and_the_mail_sent_once(
    receipt: Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(**_: object) -> None:
        raise SMTPServerDisconnected

    write_as_desk(receipt)
    with monkeypatch.context() as outage:
        outage.setattr("vigie.core.mail.send", down)
        outbox.drain()
        mail_of_messages_that_waited()
    assert (len(mail.outbox), MessageNotice.objects.count()) == (0, 0)

    OutboxMessage.objects.update(next_attempt_at=timezone.now())
    for _ in range(2):
        outbox.drain()
        mail_of_messages_that_waited()
    assert len(mail.outbox) == 1


def test_a_worker_that_died_before_it_sent_is_replaced(receipt: Receipt, later: Later) -> None:
    write_as_desk(receipt)
    announce(receipt.declaration_id, Author.DESK, lambda: True)
    # What a killed process leaves: a claim, and nothing sent.
    MessageNotice.objects.update(sent_at=None)
    mail_of_messages_that_waited()
    assert mail.outbox == []

    later(QUIET + CLAIMED_FOR + timedelta(seconds=1))
    mail_of_messages_that_waited()
    assert len(mail.outbox) == 1


def test_without_an_address_nobody_is_written_to() -> None:
    contact = Contact(name="Sans adresse", phone="0639980000")
    receipt = receive(submission(contact=contact), code=codes.new_code(), realm="live")
    write_as_desk(receipt)
    outbox.drain()
    assert mail.outbox == []
    assert not selectors.to_announce(Author.DESK).exists()


@pytest.mark.parametrize("realm", ["demo", "exercise:x"])
def test_only_the_live_realm_tells(realm: str) -> None:
    receipt = receive(submission(), code=codes.new_code(), realm=realm)
    write_as_desk(receipt)
    outbox.drain()
    mail_of_messages_that_waited()
    assert mail.outbox == []
    assert not OutboxMessage.objects.filter(kind__startswith="message.").exists()
