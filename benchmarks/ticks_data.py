"""What a desk that has run for months holds, beside its cases: nearly all of it dealt with."""

from collections.abc import Mapping

from django.apps import apps
from django.db import connection

NEW_KEY = {"postgresql": "gen_random_uuid()", "sqlite": "lower(hex(randomblob(16)))"}
FALSE, TRUE = "(1 = 0)", "(1 = 1)"
EMPTY = {"postgresql": "''::bytea", "sqlite": "x''"}
TAKEN = "declarations_declaration d JOIN incidents_incidentdeclaration l ON l.declaration_id = d.id"
MESSAGES_EACH = ("declarant", "declarant", "desk")


def history() -> None:
    """Write, for the declarations and cases that have none, what came of them long ago."""
    _receipts_and_clocks()
    _messages()
    _support()
    _search_entries()
    _journal_and_outbox()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _receipts_and_clocks() -> None:
    _insert(
        "declarations.Receipt",
        "declarations_declaration d",
        "NOT EXISTS (SELECT 1 FROM declarations_receipt x WHERE x.declaration_id = d.id)",
        id="d.id",
        declaration_id="d.id",
        reference="d.reference",
        realm="d.realm",
        received_at="d.received_at",
        idempotency_key="d.reference",
        verifier="''",
        declarant_recipient="''",
        state="'in_progress'",
        code_number="0",
    )
    _insert(
        "declarations.Clock",
        "declarations_declaration d",
        "NOT EXISTS (SELECT 1 FROM declarations_clock x WHERE x.receipt_id = d.id)",
        id="d.id",
        receipt_id="d.id",
        regime="'nis2'",
        stage="'notification'",
        status="'owed'",
        started_at="d.received_at",
        due_at="d.next_due_at",
        waits_for="''",
        reasons="'[]'",
        asked_by="'answers'",
        met_precision="'minute'",
        late_since="d.late_since",
        withdrawn_because="''",
    )


def _messages() -> None:
    """Write threads that both sides have read, and been told of."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE silent AS SELECT id FROM declarations_declaration d WHERE NOT EXISTS"
            " (SELECT 1 FROM declarations_message m WHERE m.declaration_id = d.id)"
        )
    for author in MESSAGES_EACH:
        _insert(
            "declarations.Message",
            "declarations_declaration d",
            "d.id IN (SELECT id FROM silent)",
            id=NEW_KEY[connection.vendor],
            declaration_id="d.id",
            author=f"'{author}'",
            sent_at="d.received_at",
            language="'fr'",
            ciphertext=EMPTY[connection.vendor],
            unread=FALSE,
        )
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE silent")
    _insert(
        "declarations.ReadAtDesk",
        "declarations_message m",
        "m.author = 'declarant' AND NOT EXISTS"
        " (SELECT 1 FROM declarations_readatdesk x WHERE x.message_id = m.id)",
        message_id="m.id",
        read_at="m.sent_at",
    )
    _insert(
        "declarations.MessageNotice",
        "declarations_message m",
        "NOT EXISTS (SELECT 1 FROM declarations_messagenotice x WHERE x.message_id = m.id)",
        message_id="m.id",
        claimed_at="m.sent_at",
        sent_at="m.sent_at",
    )


def _support() -> None:
    """Write requests that nobody has answered, of which the duty was told."""
    _insert(
        "incidents.SupportRequest",
        TAKEN,
        "NOT EXISTS (SELECT 1 FROM incidents_supportrequest x WHERE x.declaration_id = d.id)",
        id="d.id",
        incident_id="l.incident_id",
        declaration_id="d.id",
        kind="'remote_advice'",
        state="'asked'",
        refusal="''",
        asked_by_structure=TRUE,
        asked_at="d.received_at",
        answer_due_at="d.received_at",
        reminded_at="d.received_at",
        offers="0",
        revision="1",
    )


def _search_entries() -> None:
    _insert(
        "incidents.SearchEntry",
        "declarations_declaration d",
        "NOT EXISTS (SELECT 1 FROM incidents_searchentry s WHERE s.declaration_id = d.id)",
        realm="d.realm",
        at="d.received_at",
        declaration_id="d.id",
        in_case="(d.taken_at IS NOT NULL)",
        kind="d.kind",
        text="'centre hospitalier'",
    )
    _insert(
        "incidents.SearchEntry",
        "incidents_incident i",
        "NOT EXISTS (SELECT 1 FROM incidents_searchentry s WHERE s.incident_id = i.id)",
        realm="i.realm",
        at="i.opened_at",
        incident_id="i.id",
        in_case="(i.merged_into_id IS NOT NULL)",
        kind="i.kind",
        text="'centre hospitalier'",
    )


def _journal_and_outbox() -> None:
    """Write what was journaled and linked, and what the worker has done."""
    for table, action in (
        ("declarations_declaration d", "declaration.received"),
        ("incidents_incidentdeclaration d", "declaration.taken"),
        ("incidents_incident d", "incident.opened"),
    ):
        _insert(
            "core.JournalEntry",
            table,
            "NOT EXISTS (SELECT 1 FROM core_journalentry x WHERE x.id = d.id)",
            id="d.id",
            at="(SELECT min(received_at) FROM declarations_declaration)",
            action=f"'{action}'",
            actor="'system'",
            objects_touched="'{}'",
            seal="''",
        )
    _insert(
        "core.OutboxMessage",
        "core_journalentry e",
        "NOT EXISTS (SELECT 1 FROM core_journallink x WHERE x.entry = e.id)",
        id="e.id",
        kind="'declaration.refresh'",
        payload="'{}'",
        created_at="e.at",
        done_at="e.at",
        attempts="1",
        next_attempt_at="e.at",
        last_error="''",
    )
    _insert(
        "core.JournalLink",
        "core_journalentry e",
        "NOT EXISTS (SELECT 1 FROM core_journallink x WHERE x.entry = e.id)",
        position="row_number() OVER () + (SELECT coalesce(max(position), 0) FROM core_journallink)",
        entry="e.id",
        hash="''",
    )


def _insert(label: str, source: str, condition: str, **values: str) -> None:
    """Write a row of a model for each row of a source: by the database itself, which is quick."""
    table = apps.get_model(label)._meta.db_table
    columns, expressions = ", ".join(values), ", ".join(_cast(values).values())
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({columns}) SELECT {expressions} FROM {source} WHERE {condition}"  # noqa: S608 - ours
        )


def _cast(values: Mapping[str, str]) -> dict[str, str]:
    """Return these expressions, JSON said to be JSON where the database wants to hear it."""
    if connection.vendor != "postgresql":
        return dict(values)
    return {
        name: f"{each}::jsonb" if each in {"'{}'", "'[]'"} else each
        for name, each in values.items()
    }
