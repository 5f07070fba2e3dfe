"""What nobody of the desk has opened is found without reading all that was ever written."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection

from tests.factories.declarations import submission, write_as_declarant, write_as_desk, written
from tests.fixtures.clock import Later
from vigie.core import codes, outbox
from vigie.core.models import OutboxMessage
from vigie.declarations import selectors
from vigie.declarations.models import Message, ReadAtDesk, Receipt
from vigie.declarations.services import open_threads, receive
from vigie.declarations.tasks import mail_of_messages_that_waited

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt() -> Receipt:
    return receive(submission(), code=codes.new_code(), realm="live")


def desk_reads(receipt: Receipt) -> None:
    open_threads([receipt.declaration_id], reader=None, actor="user:1")


def marks_agree() -> bool:
    """Tell whether what is marked unread is what no reading is kept of."""
    unread = set(selectors.unread_at_desk().values_list("pk", flat=True))
    read = ReadAtDesk.objects.values("message")
    written_to_us = Message.objects.filter(author="declarant")
    return unread == set(written_to_us.exclude(pk__in=read).values_list("pk", flat=True))


def test_what_declarants_wrote_is_unread_until_the_desk_opens_it(receipt: Receipt) -> None:
    write_as_desk(receipt)
    assert not selectors.unread_at_desk().exists()
    write_as_declarant(receipt, written(body="un"))
    assert selectors.unread_at_desk().count() == 1
    desk_reads(receipt)
    assert not selectors.unread_at_desk().exists()
    write_as_declarant(receipt, written(body="deux"))
    assert selectors.unread_at_desk().count() == 1
    assert marks_agree()


def test_opening_one_thread_leaves_the_others_unread(receipt: Receipt) -> None:
    other = receive(submission(), code=codes.new_code(), realm="live")
    for each in (receipt, other):
        write_as_declarant(each)
    desk_reads(receipt)
    assert selectors.with_unread([receipt.declaration_id, other.declaration_id]) == {
        other.declaration_id
    }
    assert marks_agree()


def test_only_what_is_unread_is_looked_through(receipt: Receipt) -> None:
    old = {
        "author": "declarant",
        "sent_at": receipt.received_at,
        "ciphertext": b"",
        "unread": False,
    }
    Message.objects.bulk_create(
        Message(declaration_id=receipt.declaration_id, language="fr", **old) for _ in range(1_000)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    plan = selectors.unread_at_desk().order_by().values("declaration").explain()
    assert "message_unread" in plan


def test_what_a_front_that_is_not_upgraded_writes_is_unread(receipt: Receipt) -> None:
    """It names no such column. Where fronts are apart: SQLite has none."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite serves one process")
    write_as_declarant(receipt)
    columns = [
        str(f.column) for f in Message._meta.concrete_fields if f.column not in {"id", "unread"}
    ]
    names = ", ".join(columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO declarations_message (id, {names})"  # noqa: S608 - columns of ours
            f" SELECT declaration_id, {names} FROM declarations_message"
        )
    assert selectors.unread_at_desk().count() == 2


def test_the_clock_mails_what_was_written_lately_and_the_outbox_the_rest(
    receipt: Receipt, later: Later
) -> None:
    outbox.drain()
    mail.outbox.clear()
    write_as_desk(receipt)
    later(timedelta(days=3))
    mail_of_messages_that_waited()
    assert mail.outbox == []
    assert OutboxMessage.objects.filter(kind="message.tell_declarant", done_at=None).exists()
    outbox.drain()
    assert len(mail.outbox) == 1


@pytest.mark.django_db(transaction=True)
def test_what_was_read_before_the_mark_was_kept_is_read(receipt: Receipt) -> None:
    write_as_desk(receipt)
    write_as_declarant(receipt, written(body="un"))
    desk_reads(receipt)
    write_as_declarant(receipt, written(body="deux"))
    unread = list(selectors.unread_at_desk())
    call_command("migrate", "declarations", "0015", verbosity=0)
    call_command("migrate", verbosity=0)
    assert list(selectors.unread_at_desk()) == unread
    assert marks_agree()
    assert not Message.objects.filter(author="desk", unread=True).exists()
