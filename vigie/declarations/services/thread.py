"""A message of a declaration's thread, from either side, sealed to both."""

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from vigie.core import journal, outbox, sealing
from vigie.core.ids import new_id
from vigie.core.realm import notifies
from vigie.declarations.enums import Author
from vigie.declarations.models import Message, Receipt, ReceiptMessage

SUBJECT_MAX_LENGTH = 150
BODY_MAX_LENGTH = 10_000
# Generous for somebody in a crisis; a program that floods is stopped. Declaring is never counted.
MOST_IN_AN_HOUR = 40
HOUR = timedelta(hours=1)
# The same form sent twice beside us: the second try finds what the first has written.
TRIES = 3


class TooManyMessages(Exception):  # noqa: N818 - reads as the answer it is
    """This declarant wrote as many messages in an hour as may be written. Nothing is changed."""


@dataclass(frozen=True, kw_only=True)
class MessageText:
    """What is written, and in which language. Sealed, but for the language."""

    body: str
    subject: str = ""
    language: str
    # Keys of attachments that were sent with it.
    files: tuple[str, ...] = ()

    def sealed_content(self) -> dict[str, object]:
        """Return what is sealed."""
        words: dict[str, object] = {"subject": self.subject, "body": self.body}
        return words | ({"files": self.files} if self.files else {})


@dataclass(frozen=True)
class Letter:
    """What one declarant is to receive."""

    receipt: Receipt
    text: MessageText


@dataclass(frozen=True, kw_only=True)
class DeskSender:
    """Who of the desk writes, and on behalf of which case."""

    # Key of the person; None is Vigie itself.
    person: int | None
    # How the journal names who writes.
    actor: str
    incident: uuid.UUID


def write_to_desk(
    receipt: Receipt, text: MessageText, *, form_nonce: str, sent_at: datetime | None = None
) -> ReceiptMessage:
    """Add what a declarant writes to the thread, and return the declarant's copy.

    The same words of the same form (`form_nonce`) are one message, however often they are
    sent. Runs under the front's database rights. Raises TooManyMessages.
    """
    key = submission_key(receipt, text, form_nonce)
    if known := ReceiptMessage.objects.filter(submission_key=key).first():
        return known
    refuse_a_flood(receipt)
    letter = Letter(receipt, text)
    copy, message = _sealed(letter, Author.DECLARANT, key=key, at=sent_at or timezone.now())
    try:
        with transaction.atomic():
            # First: a second submit of the same form stops here.
            copy.save(force_insert=True)
            message.save(force_insert=True)
            declaration = str(receipt.declaration_id)
            journal.record("message.received", actor="declarant", declaration=declaration)
            if notifies(receipt.realm):
                outbox.enqueue("message.tell_desk", declaration=declaration)
    except IntegrityError:
        return ReceiptMessage.objects.get(submission_key=key)
    return copy


def write_to_declarants(
    letters: Sequence[Letter],
    *,
    sender: DeskSender,
    form_nonce: str,
    sent_at: datetime | None = None,
) -> int:
    """Add what the desk writes to the threads, all of it or nothing; return how many were new.

    The same words of the same form reach each declarant once, however often they are sent.
    In the journal, all that is sent at once bears one act.
    """
    at = sent_at or timezone.now()
    for last in (False,) * (TRIES - 1) + (True,):
        try:
            return _write_all(letters, sender, form_nonce, at)
        except IntegrityError:
            if last:
                raise
    return 0


def submission_key(receipt: Receipt, text: MessageText, form_nonce: str) -> str:
    """Return what tells one sending from another.

    What was changed after the Back button is another message, not lost as a repetition.
    """
    # Not the files: sent a second time, they have other keys.
    written = (str(receipt.pk), form_nonce, text.body, text.subject, text.language)
    digest = hashlib.sha256()
    for part in written:
        digest.update(f"{len(part)}:{part}".encode())
    return digest.hexdigest()


def unsent(letters: Sequence[Letter], *, form_nonce: str) -> dict[str, Letter]:
    """Return those letters of a form that have not been sent yet, by their submission key."""
    by_key = {submission_key(each.receipt, each.text, form_nonce): each for each in letters}
    known = ReceiptMessage.objects.filter(submission_key__in=by_key)
    sent = set(known.values_list("submission_key", flat=True))
    return {key: letter for key, letter in by_key.items() if key not in sent}


def _write_all(letters: Sequence[Letter], sender: DeskSender, form_nonce: str, at: datetime) -> int:
    act = new_id()
    # Sealed before the transaction, so that nobody waits for it.
    pairs = [
        _sealed(letter, Author.DESK, key=key, at=at, sender=sender.person, act=act)
        for key, letter in unsent(letters, form_nonce=form_nonce).items()
    ]
    with transaction.atomic():
        ReceiptMessage.objects.bulk_create(copy for copy, _message in pairs)
        Message.objects.bulk_create(message for _copy, message in pairs)
        for _copy, message in pairs:
            journal.record(
                "message.sent",
                actor=sender.actor,
                incident=str(sender.incident),
                declaration=str(message.declaration_id),
                act=str(act),
            )
        for copy, message in pairs:
            if notifies(copy.receipt.realm):
                outbox.enqueue("message.tell_declarant", declaration=str(message.declaration_id))
    return len(pairs)


def _sealed(  # noqa: PLR0913 - each is one column of the message
    letter: Letter,
    author: Author,
    *,
    key: str,
    at: datetime,
    sender: int | None = None,
    act: uuid.UUID | None = None,
) -> tuple[ReceiptMessage, Message]:
    """Return the two rows of a message, each sealed to its own reader."""
    receipt, content = letter.receipt, letter.text.sealed_content()
    shared = {"author": author, "sent_at": at, "language": letter.text.language}
    message = Message(
        declaration_id=receipt.declaration_id,
        sent_by_id=sender,
        act=act,
        unread=author == Author.DECLARANT,
        ciphertext=sealing.seal_json(content, sealing.desk_recipients()),
        **shared,
    )
    copy = ReceiptMessage(
        id=message.pk,
        receipt=receipt,
        submission_key=key,
        ciphertext=sealing.seal_json(content, [receipt.declarant_recipient]),
        code_number=receipt.code_number,
        **shared,
    )
    return copy, message


def refuse_a_flood(receipt: Receipt) -> None:
    """Raise TooManyMessages when this declarant wrote enough for the hour."""
    lately = ReceiptMessage.objects.filter(
        receipt=receipt, author=Author.DECLARANT, sent_at__gt=timezone.now() - HOUR
    )
    if lately.count() >= MOST_IN_AN_HOUR:
        raise TooManyMessages
