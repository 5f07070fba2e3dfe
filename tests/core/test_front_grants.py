"""On PostgreSQL a front process can add a declaration and read none."""

import pytest
from django.contrib.sessions.models import Session
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from vigie.core import grants, journal, outbox, throttle
from vigie.core.ids import new_id
from vigie.core.models import JournalEntry, OutboxMessage
from vigie.declarations.enums import Author
from vigie.declarations.models import (
    Clock,
    CodeReplacement,
    Declaration,
    Message,
    MessageNotice,
    ReadAtDesk,
    Receipt,
    ReceiptDocument,
    ReceiptMessage,
    Report,
    SealedSection,
    SeenByDeclarant,
)
from vigie.directory.models import Structure

pytestmark = [pytest.mark.django_db, pytest.mark.postgresql]


@pytest.fixture(autouse=True)
def _as_the_front() -> None:
    """Be the front's database user for the length of the test."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no users")
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE vigie_front_test")
        for statement in grants.front_grants_sql("vigie_front_test"):
            cursor.execute(statement)
        cursor.execute("SET LOCAL ROLE vigie_front_test")


def declaration() -> Declaration:
    return Declaration(
        reference="VIG-TEST",
        realm="live",
        received_at=timezone.now(),
        structure_name="A hospital",
        kind="ransomware",
    )


def test_it_adds_a_whole_declaration() -> None:
    row = declaration()
    row.save(force_insert=True)
    report = Report(declaration=row, stage="final", submitted_at=timezone.now())
    report.save(force_insert=True)
    SealedSection(report=report, section="contact", ciphertext=b"x").save(force_insert=True)
    receipt = Receipt(
        declaration_id=row.pk, reference=row.reference, realm="live", received_at=timezone.now()
    )
    receipt.save(force_insert=True)
    journal.record("declaration.received", actor="declarant", declaration=str(row.pk))
    outbox.enqueue("declaration.receipt_mail", declaration=str(row.pk))

    assert Receipt.objects.get() == receipt


@pytest.mark.parametrize(
    "model", [Receipt, ReceiptDocument, Clock, Structure, ReceiptMessage, SeenByDeclarant]
)
def test_it_reads_what_a_declarant_may_see(model: type[Receipt]) -> None:
    assert not model.objects.exists()


@pytest.mark.parametrize(
    "model",
    [
        Declaration,
        Report,
        SealedSection,
        Message,
        MessageNotice,
        CodeReplacement,
        JournalEntry,
        OutboxMessage,
    ],
)
def test_it_reads_none_of_what_it_wrote(model: type[Declaration]) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        model.objects.exists()


def test_it_adds_a_message_and_a_mark_and_changes_neither() -> None:
    row = declaration()
    row.save(force_insert=True)
    receipt = Receipt(
        declaration_id=row.pk, reference=row.reference, realm="live", received_at=timezone.now()
    )
    receipt.save(force_insert=True)
    columns = {"author": Author.DECLARANT, "sent_at": timezone.now(), "ciphertext": b"x"}
    message = Message(declaration=row, **columns)
    message.save(force_insert=True)
    copy = ReceiptMessage(id=message.pk, receipt=receipt, submission_key="k", **columns)
    copy.save(force_insert=True)
    SeenByDeclarant(message=copy, seen_at=timezone.now()).save(force_insert=True)

    for model in (Message, ReceiptMessage, SeenByDeclarant):
        table, key = model._meta.db_table, model._meta.pk.column
        for change in (f"DELETE FROM {table}", f"UPDATE {table} SET {key} = {key}"):  # noqa: S608
            refused = pytest.raises(ProgrammingError, match="permission denied")
            with refused, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change)


def test_it_learns_when_a_message_was_read_at_the_desk_and_not_by_whom() -> None:
    assert list(ReadAtDesk.objects.values_list("message_id", "read_at")) == []
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        list(ReadAtDesk.objects.values_list("read_by_id"))


def test_it_cannot_hide_a_message_from_the_desk() -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        ReadAtDesk(message_id=new_id(), read_at=timezone.now()).save(force_insert=True)


def test_it_reads_no_other_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema <> 'pg_catalog'"
            " AND has_table_privilege(current_user, quote_ident(table_schema) || '.'"
            " || quote_ident(table_name), 'SELECT') AND table_schema <> 'information_schema'"
        )
        readable = {name for (name,) in cursor.fetchall()}

    assert readable == {
        "core_failedattempt",
        "declarations_attachment",
        "declarations_clock",
        "declarations_receipt",
        "declarations_receiptdocument",
        "declarations_receiptmessage",
        "declarations_sealedfile",
        "declarations_sealedpart",
        "declarations_seenbydeclarant",
        "declarations_sharedwith",
        "declarations_supportreply",
        "declarations_supportshown",
        "directory_structure",
        "publishing_publishedarticle",
        "publishing_publishedtext",
        "watch_publishedbulletin",
    }


@pytest.mark.parametrize("right", ["SELECT", "INSERT", "UPDATE", "DELETE"])
def test_it_can_neither_steal_nor_make_a_session_of_the_desk(right: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT has_table_privilege(current_user, %s, %s)", [Session._meta.db_table, right]
        )
        assert cursor.fetchone() == (False,)


def test_it_changes_nothing_that_was_declared() -> None:
    for model in (Declaration, Receipt, Clock):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            model.objects.filter(id=new_id()).update(id=new_id())


def test_it_slows_whoever_guesses() -> None:
    for _ in range(throttle.FREE_ATTEMPTS + 3):
        throttle.note_failure("follow", "192.0.2.7")

    assert throttle.wait_before_next("follow", "192.0.2.7")


def test_a_user_whose_name_is_an_attack_stays_a_name() -> None:
    statement = grants.front_grants_sql('x"; DROP TABLE core_journalentry; --')[1]

    assert statement.endswith('TO "x""; DROP TABLE core_journalentry; --"')
