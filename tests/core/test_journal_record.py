"""What is written in the journal, and with what it speaks of or not at all."""

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from vigie.core import journal
from vigie.core.journal.entries import bears_its_seal
from vigie.core.models import JournalEntry

pytestmark = pytest.mark.django_db


def test_says_what_was_done_by_whom_and_to_what() -> None:
    journal.record("declaration.taken", actor="user:7", declaration="d1", incident="i1")

    entry = JournalEntry.objects.get()
    assert entry.action == "declaration.taken"
    assert entry.actor == "user:7"
    assert entry.objects_touched == {"declaration": "d1", "incident": "i1"}


def test_is_undone_with_the_change_it_speaks_of() -> None:
    with transaction.atomic():
        journal.record("declaration.received", actor="declarant")
        transaction.set_rollback(True)

    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize(
    "slip",
    [
        {"actor": "jeanne@hopital.example"},
        {"actor": "Jeanne Martin"},
        {"declaration": "A ransomware has stopped the laboratory"},
        {"declaration": ""},
        {"declaration": "x" * 81},
        {"declaration": "d1\n"},
    ],
)
def test_takes_identifiers_only_and_does_not_repeat_what_it_refuses(slip: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="is not an identifier") as refusal:
        journal.record("declaration.received", **{"actor": "system", **slip})

    assert all(value not in str(refusal.value) or not value for value in slip.values())


def test_says_what_was_done_to_many_in_one_insert_each_under_its_seal(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        journal.record_all("clock.late", actor="system", objects=[{"clock": "a"}, {"clock": "b"}])

    entries = list(JournalEntry.objects.order_by("id"))
    assert [entry.objects_touched for entry in entries] == [{"clock": "a"}, {"clock": "b"}]
    assert all(bears_its_seal(entry) for entry in entries)


def test_takes_none_of_many_when_one_is_not_an_identifier() -> None:
    with pytest.raises(ValueError, match="is not an identifier"):
        journal.record_all("clock.late", actor="system", objects=[{"clock": "a"}, {"clock": ""}])

    assert not JournalEntry.objects.exists()


def test_costs_one_insert_and_no_read(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(1):
        journal.record("declaration.received", actor="declarant", declaration="d1")
