"""Entries are chained after they have become visible, whoever links and however late."""

from datetime import timedelta

import pytest

from tests.fixtures.clock import Later
from vigie.core import journal
from vigie.core.ids import new_id
from vigie.core.journal import chain
from vigie.core.journal.entries import entry_seal
from vigie.core.models import JournalEntry, JournalLink

pytestmark = pytest.mark.django_db


def order() -> list[str]:
    """Return what was done, in the order of the chain."""
    links = JournalLink.objects.order_by("position")
    return [JournalEntry.objects.get(pk=link.entry).action for link in links]


def test_entries_are_linked_once_in_the_order_in_which_they_were_made() -> None:
    for action in ("a.first", "a.second", "a.third"):
        journal.record(action, actor="system")

    assert journal.link_entries() == 3
    assert journal.link_entries() == 0
    assert order() == ["a.first", "a.second", "a.third"]


def test_what_a_long_transaction_committed_late_is_linked_last() -> None:
    long_ago = new_id()
    journal.record("a.quick", actor="system")
    journal.link_entries()
    quick = JournalEntry.objects.get()
    late = JournalEntry(id=long_ago, at=quick.at, action="a.late", actor="system")
    late.seal = entry_seal(late)
    late.save(force_insert=True)
    journal.link_entries()

    assert order() == ["a.quick", "a.late"]
    assert journal.verify() == []


def test_a_busy_worker_looks_only_at_what_is_new(later: Later) -> None:
    journal.record("a.first", actor="system")
    later(timedelta(minutes=5))

    assert journal.link_entries(lately=timedelta(minutes=2)) == 0
    assert journal.link_entries(lately=timedelta(minutes=10)) == 1


def test_more_than_one_batch_is_linked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "BATCH", 2)
    for _ in range(5):
        journal.record("a.thing", actor="system")

    assert journal.link_entries() == 5
    assert journal.verify() == []


def test_of_two_workers_the_later_one_leaves_the_other_s_links(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    journal.record("a.first", actor="system")
    seen_by_both = [JournalEntry.objects.get()]
    journal.link_entries()
    monkeypatch.setattr(chain, "_next_unlinked", lambda _: seen_by_both)

    assert journal.link_entries() == 0
    assert order() == ["a.first"]
    assert journal.verify() == []


def test_an_unchanged_chain_is_signed_once() -> None:
    assert journal.sign_checkpoint() is None
    journal.record("a.first", actor="system")
    journal.link_entries()

    assert journal.sign_checkpoint() is not None
    assert journal.sign_checkpoint() is None
