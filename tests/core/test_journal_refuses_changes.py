"""The database itself refuses to change, remove or empty what the journal holds."""

import pytest
from django.db import DatabaseError, connection, transaction

from vigie.core import journal

pytestmark = pytest.mark.django_db

TABLES = ["core_journalentry", "core_journallink", "core_journalcheckpoint"]
CHANGES = {
    "core_journalentry": "UPDATE core_journalentry SET action = 'nothing.happened'",
    "core_journallink": "UPDATE core_journallink SET hash = 'x'",
    "core_journalcheckpoint": "UPDATE core_journalcheckpoint SET hash = 'x'",
}


@pytest.fixture(autouse=True)
def _journal_with_one_entry() -> None:
    journal.record("declaration.received", actor="declarant")
    journal.link_entries()
    journal.sign_checkpoint()


def refused(sql: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)


@pytest.mark.parametrize("table", TABLES)
def test_an_update_is_refused(table: str) -> None:
    refused(CHANGES[table])


@pytest.mark.parametrize("table", TABLES)
def test_a_removal_is_refused(table: str) -> None:
    refused(f"DELETE FROM {table}")  # noqa: S608 - a test's own words


@pytest.mark.parametrize("table", TABLES)
def test_emptying_is_refused(table: str) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has no TRUNCATE")
    refused(f"TRUNCATE {table}")


@pytest.mark.parametrize("table", TABLES)
def test_replacing_a_row_is_refused(table: str) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL has no REPLACE; its ON CONFLICT DO UPDATE is an UPDATE")
    refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}")  # noqa: S608 - a test's own words
