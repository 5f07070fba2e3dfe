"""SQLite lets a hand write anything anywhere: what cannot be read is named too."""

from collections.abc import Callable

import pytest
from django.db import connection

from vigie.core import journal
from vigie.core.journal import Harm
from vigie.core.models import JournalLink

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _on_sqlite() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL refuses a value that is not of its column's type")


def insert_by_hand(behind_the_journals_back: Callable[[str], None]) -> None:
    behind_the_journals_back(
        "INSERT INTO core_journalentry (id, at, action, actor, objects_touched, seal)"
        " VALUES ('by hand', '2024-01-01', 'declaration.closed', 'me', '{}', 'x')"
    )


@pytest.mark.parametrize("change", ["at = 'yesterday'", "objects_touched = '{'"])
def test_a_linked_entry_that_cannot_be_read_is_named(
    behind_the_journals_back: Callable[[str], None], change: str
) -> None:
    journal.record("declaration.received", actor="declarant")
    journal.link_entries()
    linked = JournalLink.objects.get()
    journal.record("declaration.received", actor="declarant")
    journal.link_entries()
    # Whoever writes by hand also turns off the check that JSON is JSON.
    behind_the_journals_back("PRAGMA ignore_check_constraints = ON")
    behind_the_journals_back(
        f"UPDATE core_journalentry SET {change} WHERE id = '{linked.entry.hex}'"  # noqa: S608 - a test's own words
    )

    assert [(each.harm, each.position) for each in journal.verify()] == [(Harm.ALTERED, 1)]


def test_an_entry_with_an_impossible_key_is_named(
    behind_the_journals_back: Callable[[str], None],
) -> None:
    insert_by_hand(behind_the_journals_back)

    assert [(each.harm, each.entry) for each in journal.verify()] == [(Harm.INSERTED, "by hand")]


def test_an_entry_with_an_impossible_key_does_not_keep_others_from_the_chain(
    behind_the_journals_back: Callable[[str], None],
) -> None:
    insert_by_hand(behind_the_journals_back)
    journal.record("declaration.received", actor="declarant")

    assert journal.link_entries() == 1
