"""The e-mails that follow a declaration say nothing of it."""

from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from tests.factories.declarations import CANARIES, submission
from vigie.core import codes, outbox
from vigie.core.models import OutboxMessage
from vigie.declarations.models import Receipt
from vigie.declarations.services import Contact, receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt(settings: Settings) -> Receipt:
    settings.VIGIE_DUTY_EMAIL = "duty@csirt.example"
    return receive(submission(language="es"), code=codes.new_code(), realm="live")


def test_the_declarant_and_the_duty_are_told(receipt: Receipt) -> None:
    outbox.drain()

    assert {message.to[0] for message in mail.outbox} == {
        "canari@example.org",
        "duty@csirt.example",
    }
    assert all(receipt.reference in message.body for message in mail.outbox)


@pytest.mark.usefixtures("receipt")
def test_no_mail_says_what_happened_where_or_to_whom() -> None:
    outbox.drain()

    for message in mail.outbox:
        text = f"{message.subject}\n{message.body}"
        for word in (*CANARIES, "Essais", "Rennes", "ansomware", "chiffr"):
            assert word not in text


def test_a_mail_server_that_fails_is_tried_again_and_the_mail_sent_once(
    receipt: Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(**_: object) -> None:
        raise SMTPServerDisconnected

    with monkeypatch.context() as outage:
        outage.setattr("vigie.core.mail.send", down)
        outbox.drain()
    assert mail.outbox == []

    OutboxMessage.objects.update(next_attempt_at=receipt.received_at)
    outbox.drain()
    outbox.drain()

    assert len(mail.outbox) == 2


def test_without_an_address_nobody_is_written_to() -> None:
    contact = Contact(name="Sans adresse", phone="0639980000")
    receive(submission(contact=contact), code=codes.new_code(), realm="live")

    outbox.drain()

    assert mail.outbox == []
    waiting = OutboxMessage.objects.filter(done_at=None)
    assert not waiting.exclude(kind="duty.climb").exists()
