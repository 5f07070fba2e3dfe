"""Whatever becomes of a clock is in the journal, once, in the transaction that does it."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, transaction

from tests.factories.declarations import DETECTED, RECEIVED, complement, facts, submission
from tests.fixtures.database import FrontDatabase
from vigie.core import codes, journal
from vigie.core.models import JournalEntry
from vigie.declarations.models import Clock, Receipt
from vigie.declarations.services import (
    AuthorityTold,
    PlainFacts,
    complete,
    mark_late,
    receive,
    refresh_current_facts,
)

pytestmark = pytest.mark.django_db

PASSED = DETECTED + timedelta(hours=73)
TOUCHED = facts(data_confidentiality="yes")


def declared(said: PlainFacts = TOUCHED) -> Receipt:
    code = codes.new_code()
    return receive(submission(facts=said), code=code, realm="live", received_at=RECEIVED)


def untouched() -> Receipt:
    return declared(facts(data_confidentiality="no", data_availability="no", data_integrity="no"))


def say(receipt: Receipt, said: PlainFacts, *told: AuthorityTold, stage: str = "addendum") -> None:
    kind = "health_establishment"
    words = complement(facts=said, stage=stage, authorities=told)
    complete(receipt, words, form_nonce=f"{said}{told}{stage}", structure_kind=kind)


def noted(action: str) -> list[str]:
    """Return the clocks of which the journal says so, each as often as it does."""
    entries = JournalEntry.objects.filter(action=action).order_by("id")
    return [entry.objects_touched["clock"] for entry in entries]


def keys(**narrowed: object) -> list[str]:
    return [str(key) for key in Clock.objects.filter(**narrowed).values_list("pk", flat=True)]


def gdpr() -> list[str]:
    return keys(regime="gdpr-33", status="owed")


def test_each_is_said_to_run_once_when_it_is_declared() -> None:
    receipt = declared()

    assert sorted(noted("clock.started")) == sorted(keys())
    entry = JournalEntry.objects.filter(action="clock.started").latest("id")
    assert entry.objects_touched["declaration"] == str(receipt.declaration_id)
    assert entry.actor == "system"


def test_the_front_writes_them_under_its_own_rights(front_database: FrontDatabase) -> None:
    say(declared(), facts(data_confidentiality="yes", origin="malicious"))

    with front_database.lifted():
        assert sorted(noted("clock.started")) == sorted(keys())


def test_what_a_complement_starts_is_said_once_though_the_worker_looks_again() -> None:
    receipt = untouched()
    say(receipt, TOUCHED)
    for _ in range(2):
        refresh_current_facts(receipt.declaration_id)

    assert sorted(noted("clock.started")) == sorted(keys())
    assert set(gdpr()) <= set(noted("clock.started"))


def test_what_was_done_is_said_once() -> None:
    receipt = declared()
    before = noted("clock.met")
    say(receipt, TOUCHED, AuthorityTold(authority="cnil", told_on=RECEIVED.date()))
    for _ in range(2):
        refresh_current_facts(receipt.declaration_id)

    assert [key for key in noted("clock.met") if key not in before] == gdpr()


def test_what_was_done_as_it_began_is_said_to_run_and_to_be_met() -> None:
    receipt = untouched()
    say(receipt, TOUCHED, AuthorityTold(authority="cnil", told_on=RECEIVED.date()))

    assert set(gdpr()) <= set(noted("clock.started")) & set(noted("clock.met"))


def test_what_starts_to_run_after_a_stage_is_said_to_be_computed_anew(
    nis2_in_force: None,  # noqa: ARG001 - wanted
) -> None:
    receipt = declared()
    (waiting,) = keys(regime="nis2-23", stage="final")
    say(receipt, TOUCHED, stage="notification")
    for _ in range(2):
        refresh_current_facts(receipt.declaration_id)

    assert noted("clock.recomputed").count(waiting) == 1


def test_what_is_late_is_said_once() -> None:
    for _ in range(3):
        declared()
    for _ in range(2):
        mark_late(PASSED)

    late = keys(late_since__isnull=False)
    assert len(late) >= 3
    assert sorted(noted("clock.late")) == sorted(late)


def test_what_is_not_written_in_the_journal_does_not_become_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    declared()

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(journal, "record_all", broken)
    with pytest.raises(RuntimeError):
        mark_late(PASSED)

    assert not Clock.objects.filter(late_since__isnull=False).exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_what_somebody_changes_at_this_moment_is_left_to_the_next_minute() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    declared()
    (held,) = gdpr()

    def elsewhere() -> None:
        try:
            mark_late(PASSED)
        finally:
            connection.close()

    with transaction.atomic():
        Clock.objects.filter(pk=held).update(due_at=PASSED + timedelta(days=1))
        worker = threading.Thread(target=elsewhere)
        worker.start()
        worker.join(timeout=60)
        assert not worker.is_alive()

    mark_late(PASSED)
    assert held not in noted("clock.late")
