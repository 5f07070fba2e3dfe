"""SQLite lets a hand write anything anywhere: what cannot be read is named too."""

from collections.abc import Callable

import pytest
from django.db import connection

from vigie.core import journal
from vigie.core.journal import Harm
from vigie.core.models import JournalEntry, JournalLink

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


@pytest.mark.parametrize(
    "change", ["seal = x'ff'", "action = x'ff'", "actor = 7", "seal = cast(x'ff' as text)"]
)
def test_a_linked_entry_whose_text_is_no_text_is_named(
    behind_the_journals_back: Callable[[str], None], change: str
) -> None:
    journal.record("declaration.received", actor="declarant")
    journal.link_entries()
    behind_the_journals_back(f"UPDATE core_journalentry SET {change}")  # noqa: S608 - a test's own words

    [finding] = journal.verify()

    assert finding.position == 1
    assert finding.entry == JournalLink.objects.get().entry.hex


@pytest.mark.parametrize("key", ["x'ff00'", "cast(x'ff' as text)", "'é'"])
def test_an_entry_whose_key_is_no_text_is_named_by_its_bytes(
    behind_the_journals_back: Callable[[str], None], key: str
) -> None:
    journal.record("declaration.received", actor="declarant")
    behind_the_journals_back(f"UPDATE core_journalentry SET id = {key}")  # noqa: S608 - a test's own words

    [finding] = journal.verify()

    assert finding.harm == Harm.INSERTED
    assert finding.entry is not None
    assert finding.entry.startswith("bytes ")


def test_an_entry_whose_seal_is_no_text_does_not_keep_others_from_the_chain(
    behind_the_journals_back: Callable[[str], None],
) -> None:
    journal.record("declaration.received", actor="declarant")
    behind_the_journals_back("UPDATE core_journalentry SET seal = x'ff'")
    journal.record("declaration.received", actor="declarant")

    assert journal.link_entries() == 1


@pytest.mark.parametrize("hash_", ["x'ff'", "'é'", "7", "cast(x'ff' as text)"])
def test_a_link_whose_hash_is_no_digest_is_named(
    behind_the_journals_back: Callable[[str], None], hash_: str
) -> None:
    journal.record("declaration.received", actor="declarant")
    journal.link_entries()
    behind_the_journals_back(f"UPDATE core_journallink SET hash = {hash_}")  # noqa: S608 - a test's own words

    assert [(each.harm, each.position) for each in journal.verify()] == [(Harm.MOVED, 1)]


def test_a_link_at_a_place_that_is_no_number_is_named_and_stops_no_other(
    behind_the_journals_back: Callable[[str], None],
) -> None:
    journal.record("declaration.received", actor="declarant")
    journal.link_entries()
    behind_the_journals_back("UPDATE core_journallink SET position = 'last'")
    journal.record("declaration.received", actor="declarant")

    assert journal.link_entries() == 1
    misplaced = JournalEntry.objects.earliest("pk")
    assert (Harm.INSERTED, misplaced.pk.hex) in {
        (each.harm, each.entry) for each in journal.verify()
    }


@pytest.mark.parametrize(
    "change", ["signed_at = 'x'", "position = 'last'", "hash = x'ff'", "signature = x'ff'"]
)
def test_a_checkpoint_that_cannot_be_read_is_told(
    behind_the_journals_back: Callable[[str], None], change: str
) -> None:
    journal.record("declaration.received", actor="declarant")
    journal.link_entries()
    journal.sign_checkpoint()
    behind_the_journals_back(f"UPDATE core_journalcheckpoint SET {change}")  # noqa: S608 - a test's own words

    assert [each.harm for each in journal.verify()] == [Harm.FORGED]
