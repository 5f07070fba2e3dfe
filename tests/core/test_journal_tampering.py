"""Behind Vigie's back: every harm is found, and named."""

import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from vigie.core import journal
from vigie.core.journal import Harm
from vigie.core.journal.chain import link_hash
from vigie.core.models import JournalCheckpoint, JournalEntry, JournalLink

pytestmark = pytest.mark.django_db

Entries = list[JournalEntry]


@dataclass
class Thief:
    """Somebody with every right on the database, and no key."""

    run: Callable[[str], None]

    def alter(self, entry: JournalEntry, change: str) -> None:
        self.run(f"UPDATE core_journalentry SET {change} WHERE {self._is(entry)}")  # noqa: S608 - a test's own words

    def remove(self, entry: JournalEntry) -> None:
        self.run(f"DELETE FROM core_journalentry WHERE {self._is(entry)}")  # noqa: S608 - a test's own words

    def insert(self, entry_id: str) -> None:
        self.run(
            "INSERT INTO core_journalentry (id, at, action, actor, objects_touched, seal)"  # noqa: S608 - a test's own words
            f" SELECT '{entry_id}', at, 'declaration.closed', actor, objects_touched, seal"
            " FROM core_journalentry LIMIT 1"
        )

    def remove_link(self, position: int) -> None:
        self.run(f"DELETE FROM core_journallink WHERE position = {position}")  # noqa: S608 - a test's own words

    def alter_link(self, position: int, change: str) -> None:
        self.run(f"UPDATE core_journallink SET {change} WHERE position = {position}")  # noqa: S608 - a test's own words

    def _is(self, entry: JournalEntry) -> str:
        return f"replace(cast(id AS text), '-', '') = '{entry.pk.hex}'"


@pytest.fixture
def thief(behind_the_journals_back: Callable[[str], None]) -> Thief:
    return Thief(behind_the_journals_back)


@pytest.fixture
def entries() -> Entries:
    """Six entries, linked, the head of the chain signed."""
    for number in range(1, 7):
        journal.record("declaration.received", actor="declarant", declaration=f"d{number}")
    journal.link_entries()
    journal.sign_checkpoint()
    links = JournalLink.objects.order_by("position")
    return [JournalEntry.objects.get(pk=link.entry) for link in links]


def named(harm: Harm) -> list[tuple[int | None, str | None]]:
    return [(each.position, each.entry) for each in journal.verify() if each.harm == harm]


def harms() -> set[Harm]:
    return {finding.harm for finding in journal.verify()}


@pytest.mark.usefixtures("entries")
def test_an_untouched_journal_has_no_finding() -> None:
    assert journal.verify() == []


def test_an_empty_journal_has_no_finding() -> None:
    assert journal.verify() == []


@pytest.mark.parametrize(
    "change",
    [
        "action = 'declaration.closed'",
        "actor = 'user:1'",
        'objects_touched = \'{"declaration": "d9"}\'',
        "at = '2020-01-01 00:00:00+00:00'",
        "seal = ''",
    ],
)
def test_an_altered_entry_is_named(entries: Entries, thief: Thief, change: str) -> None:
    thief.alter(entries[2], change)

    assert named(Harm.ALTERED) == [(3, entries[2].pk.hex)]
    assert harms() == {Harm.ALTERED}


def test_an_altered_entry_whose_link_was_made_anew_is_named_too(
    entries: Entries, thief: Thief
) -> None:
    thief.alter(entries[2], "actor = 'user:1'")
    altered = JournalEntry.objects.get(pk=entries[2].pk)
    forged = link_hash(JournalLink.objects.get(position=2).hash, altered)
    thief.alter_link(3, f"hash = '{forged}'")

    assert (3, entries[2].pk.hex) in named(Harm.INSERTED)


def test_a_removed_entry_is_named(entries: Entries, thief: Thief) -> None:
    thief.remove(entries[3])

    assert named(Harm.REMOVED) == [(4, entries[3].pk.hex)]
    assert harms() == {Harm.REMOVED}


def test_an_entry_removed_with_its_link_leaves_a_gap_that_is_named(
    entries: Entries, thief: Thief
) -> None:
    thief.remove(entries[3])
    thief.remove_link(4)

    assert named(Harm.REMOVED) == [(4, None)]
    assert harms() == {Harm.REMOVED}


def test_closing_the_gap_breaks_the_chain_there(entries: Entries, thief: Thief) -> None:
    thief.remove(entries[3])
    thief.remove_link(4)
    thief.alter_link(5, "position = 4")
    thief.alter_link(6, "position = 5")

    assert named(Harm.MOVED) == [(4, entries[4].pk.hex)]


def test_an_end_cut_off_contradicts_what_was_signed(entries: Entries, thief: Thief) -> None:
    thief.remove(entries[5])
    thief.remove_link(6)

    assert named(Harm.REMOVED) == [(6, None)]


def test_an_end_cut_off_with_its_checkpoint_contradicts_the_witness(
    entries: Entries, thief: Thief
) -> None:
    kept_elsewhere = io.StringIO()
    journal.export_checkpoints(kept_elsewhere)
    thief.remove(entries[5])
    thief.remove_link(6)
    thief.run("DELETE FROM core_journalcheckpoint")

    witness = list(journal.read_checkpoints(kept_elsewhere.getvalue().splitlines()))
    assert journal.verify() == []
    assert [(each.harm, each.position) for each in journal.verify(witness)] == [(Harm.REMOVED, 6)]


@pytest.mark.usefixtures("entries")
def test_an_inserted_entry_is_named_before_it_is_linked(thief: Thief) -> None:
    thief.insert("0" * 31 + "a")

    assert named(Harm.INSERTED) == [(None, "0" * 31 + "a")]


@pytest.mark.usefixtures("entries")
def test_an_inserted_entry_is_named_after_it_is_linked(thief: Thief) -> None:
    thief.insert("0" * 31 + "a")
    journal.link_entries()

    assert named(Harm.INSERTED) == [(7, "0" * 31 + "a")]
    assert harms() == {Harm.INSERTED}


def test_two_entries_that_changed_places_are_both_named(entries: Entries, thief: Thief) -> None:
    third, fourth = entries[2].pk.hex, entries[3].pk.hex
    thief.alter_link(3, f"entry = '{'0' * 32}'")
    thief.alter_link(4, f"entry = '{third}'")
    thief.alter_link(3, f"entry = '{fourth}'")

    assert named(Harm.MOVED) == [(3, fourth), (4, third)]


def test_a_chain_made_anew_contradicts_what_was_signed(entries: Entries, thief: Thief) -> None:
    thief.remove(entries[1])
    thief.run("DELETE FROM core_journallink")
    journal.record("declaration.received", actor="declarant", declaration="d7")
    journal.link_entries()

    assert named(Harm.REWRITTEN) == [(6, None)]


@pytest.mark.usefixtures("entries")
def test_a_checkpoint_that_vigie_did_not_sign_is_named(thief: Thief) -> None:
    journal.record("declaration.received", actor="declarant")
    journal.link_entries()
    thief.run(
        "INSERT INTO core_journalcheckpoint (position, hash, signed_at, signature)"
        " SELECT 7, hash, signed_at, signature FROM core_journalcheckpoint"
    )

    assert named(Harm.FORGED) == [(7, None)]


@pytest.mark.usefixtures("entries")
def test_every_checkpoint_signed_in_time_is_sound() -> None:
    journal.record("declaration.received", actor="declarant")
    journal.link_entries()
    journal.sign_checkpoint()

    assert JournalCheckpoint.objects.count() == 2
    assert journal.verify() == []


def test_rubbish_written_over_an_entry_is_named_and_stops_nothing(
    entries: Entries, thief: Thief
) -> None:
    thief.alter(entries[1], "objects_touched = '[1, 2]'")
    thief.alter(entries[4], "action = ''")

    assert named(Harm.ALTERED) == [(2, entries[1].pk.hex), (5, entries[4].pk.hex)]
