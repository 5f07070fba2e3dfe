"""A thread between a declarant and the desk: sealed both ways, nothing twice, nothing lost."""

from typing import Any

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from tests.declarations.test_sealing import everything_stored
from tests.factories.declarations import submission, write_as_declarant, write_as_desk, written
from tests.fixtures.clock import Later
from vigie.core import codes, sealing
from vigie.core.models import JournalEntry
from vigie.declarations import selectors
from vigie.declarations.models import Message, Receipt, ReceiptMessage
from vigie.declarations.selectors import ThreadMessage
from vigie.declarations.services import (
    OpenedMessage,
    TooManyMessages,
    note_seen,
    open_threads,
    receive,
)
from vigie.declarations.services.thread import HOUR, MOST_IN_AN_HOUR

pytestmark = pytest.mark.django_db

CODE = codes.new_code()


@pytest.fixture
def receipt() -> Receipt:
    return receive(submission(), code=CODE, realm="live")


def declarant_reads(receipt: Receipt) -> list[ThreadMessage]:
    opened = selectors.open_receipt(receipt.reference, CODE)
    assert opened
    return selectors.thread(opened)


def desk_reads(receipt: Receipt, **options: Any) -> list[OpenedMessage]:
    options = {"reader": None, "actor": "user:1", **options}
    return open_threads([receipt.declaration_id], **options)[receipt.declaration_id]


def summary(receipt: Receipt) -> selectors.ThreadSummary:
    key = receipt.declaration_id
    return selectors.thread_summaries([key]).get(key, selectors.NO_MESSAGE)


def test_each_side_reads_what_both_wrote(receipt: Receipt) -> None:
    write_as_desk(receipt, written(subject="Premiers gestes", body="Isolez les serveurs."))
    write_as_declarant(receipt, written(subject="", body="C’est fait."))
    for reads in (declarant_reads, desk_reads):
        said = [(each.author, each.subject, each.body) for each in reads(receipt)]
        assert said == [
            ("desk", "Premiers gestes", "Isolez les serveurs."),
            ("declarant", "", "C’est fait."),
        ]


def test_a_thief_of_the_database_reads_neither_subject_nor_body(receipt: Receipt) -> None:
    write_as_desk(receipt)
    write_as_declarant(receipt)
    stolen = everything_stored()
    assert receipt.reference in stolen
    assert "canari-objet" not in stolen
    assert "canari-corps" not in stolen


def test_the_declarants_copy_opens_with_this_declarants_code_alone(receipt: Receipt) -> None:
    write_as_desk(receipt)
    copy = bytes(ReceiptMessage.objects.get().ciphertext)
    for foreign in (codes.derive(codes.new_code()).identity, sealing.desk_identity()):
        with pytest.raises(sealing.CannotUnseal):
            sealing.unseal(copy, foreign)


@given(subject=st.text(max_size=150), body=st.text(max_size=2000))
def test_whatever_is_written_comes_back_as_it_was(subject: str, body: str) -> None:
    text = written(subject=clean(subject), body=clean(body))
    keys = codes.derive(CODE)
    for recipients, identity in (
        (sealing.desk_recipients(), sealing.desk_identity()),
        ([keys.recipient], keys.identity),
    ):
        sealed = sealing.seal_json(text.sealed_content(), recipients)
        assert sealing.unseal_json(sealed, identity) == {"subject": text.subject, "body": text.body}


def clean(text: str) -> str:
    """Return what a browser can send: half a surrogate pair is no text."""
    return text.encode("utf-8", errors="ignore").decode()


@pytest.mark.parametrize("write", [write_as_desk, write_as_declarant])
def test_the_same_form_sent_again_is_one_message(receipt: Receipt, write: Any) -> None:
    for _ in range(3):
        write(receipt, form_nonce="one")
    assert (Message.objects.count(), ReceiptMessage.objects.count()) == (1, 1)
    assert JournalEntry.objects.filter(action__startswith="message.").count() == 1


@pytest.mark.parametrize("write", [write_as_desk, write_as_declarant])
def test_what_was_corrected_after_the_back_button_is_another_message(
    receipt: Receipt, write: Any
) -> None:
    write(receipt, form_nonce="one")
    write(receipt, written(body="Non, autre chose."), form_nonce="one")
    assert Message.objects.count() == 2


def test_the_team_has_read_what_one_of_it_opened(receipt: Receipt) -> None:
    write_as_declarant(receipt)
    assert (summary(receipt).messages, summary(receipt).unread) == (1, 1)
    assert selectors.with_unread([receipt.declaration_id]) == {receipt.declaration_id}

    assert [each.is_new for each in desk_reads(receipt)] == [True]

    assert summary(receipt).unread == 0
    assert selectors.with_unread([receipt.declaration_id]) == set()
    assert [each.is_new for each in desk_reads(receipt)] == [False]
    assert declarant_reads(receipt)[0].seen_at is not None


def test_each_opening_is_in_the_journal(receipt: Receipt) -> None:
    write_as_declarant(receipt)
    for _ in range(2):
        desk_reads(receipt, actor="user:7")
    assert JournalEntry.objects.filter(action="message.opened", actor="user:7").count() == 2


def test_the_desk_sees_when_the_declarant_was_shown_a_message(receipt: Receipt) -> None:
    write_as_desk(receipt)
    assert summary(receipt).unseen == 1
    (shown,) = declarant_reads(receipt)
    assert shown.is_new
    for _ in range(2):
        note_seen(receipt, [shown.id])

    assert not declarant_reads(receipt)[0].is_new
    assert desk_reads(receipt)[0].seen_at == declarant_reads(receipt)[0].seen_at
    assert summary(receipt).unseen == 0


@override_settings(VIGIE_ROLE="front")
def test_a_front_process_opens_no_thread(receipt: Receipt) -> None:
    write_as_declarant(receipt)
    with pytest.raises(sealing.ProcessCannotUnseal):
        desk_reads(receipt)
    assert summary(receipt).unread == 1


def test_a_flood_is_stopped_and_stops_nobody_from_declaring(receipt: Receipt, later: Later) -> None:
    for _ in range(MOST_IN_AN_HOUR):
        write_as_declarant(receipt)
    with pytest.raises(TooManyMessages):
        write_as_declarant(receipt)
    assert Message.objects.count() == MOST_IN_AN_HOUR
    other = receive(submission(), code=codes.new_code(), realm="live")
    write_as_declarant(other)
    write_as_desk(receipt)
    later(HOUR)
    write_as_declarant(receipt)


def test_another_declarants_thread_is_another(receipt: Receipt) -> None:
    other = receive(submission(), code=codes.new_code(), realm="live")
    write_as_desk(other)
    assert declarant_reads(receipt) == []
    assert desk_reads(receipt) == []
