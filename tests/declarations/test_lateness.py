"""A clock becomes late by itself, and the desk's queue knows it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories.declarations import DETECTED, RECEIVED, complement, facts, submission
from tests.fixtures.clock import Later
from vigie.core import codes
from vigie.core.periodic import registered
from vigie.declarations.models import Clock, Declaration, Receipt
from vigie.declarations.services import (
    AuthorityTold,
    complete,
    mark_late,
    receive,
    refresh_current_facts,
)
from vigie.declarations.tasks import what_is_late

pytestmark = pytest.mark.django_db

NOTIFIED_BY = DETECTED + timedelta(hours=72)
SECOND = timedelta(seconds=1)


def hospital(received_at: datetime = RECEIVED) -> Receipt:
    return receive(
        submission(facts=facts(data_confidentiality="yes")),
        code=codes.new_code(),
        realm="live",
        received_at=received_at,
    )


def send(receipt: Receipt, stage: str, at: datetime) -> None:
    complete(
        receipt,
        complement(stage=stage),
        form_nonce=stage,
        structure_kind="health_establishment",
        submitted_at=at,
    )
    refresh_current_facts(receipt.declaration_id, at=at)


def test_it_is_late_the_second_after_its_time_and_not_before() -> None:
    clock = hospital().clocks.get(regime="gdpr-33")

    mark_late(NOTIFIED_BY)
    clock.refresh_from_db()
    assert clock.late_since is None

    mark_late(NOTIFIED_BY + SECOND)
    clock.refresh_from_db()
    assert clock.late_since == NOTIFIED_BY


def test_the_worker_looks_every_minute(later: Later) -> None:
    hospital()
    later(timedelta(days=30))
    (every,) = [task for task in registered() if task.work == what_is_late]
    assert every.minute == "*/1"

    every.work()

    assert Clock.objects.get(regime="gdpr-33").late_since == NOTIFIED_BY


def test_what_is_done_does_not_become_late(nis2_in_force: None) -> None:  # noqa: ARG001 - wanted
    receipt = hospital()
    send(receipt, "notification", NOTIFIED_BY - timedelta(hours=3))

    mark_late(NOTIFIED_BY + timedelta(days=1))

    clock = receipt.clocks.get(regime="nis2-23", stage="notification")
    assert (clock.late_since, clock.met_at) == (None, NOTIFIED_BY - timedelta(hours=3))


def test_what_is_done_too_late_keeps_by_how_much(nis2_in_force: None) -> None:  # noqa: ARG001
    receipt = hospital()
    mark_late(NOTIFIED_BY + SECOND)
    send(receipt, "notification", NOTIFIED_BY + timedelta(hours=3))

    clock = receipt.clocks.get(regime="nis2-23", stage="notification")
    assert (clock.late_since, clock.met_at) == (NOTIFIED_BY, NOTIFIED_BY + timedelta(hours=3))


def test_told_on_the_last_day_is_told_in_time() -> None:
    receipt = hospital()
    mark_late(NOTIFIED_BY + SECOND)
    told = complement(authorities=(AuthorityTold(authority="cnil", told_on=NOTIFIED_BY.date()),))
    complete(receipt, told, form_nonce="told", structure_kind="health_establishment")
    refresh_current_facts(receipt.declaration_id)

    clock = receipt.clocks.get(regime="gdpr-33", status="owed")
    assert clock.met_precision == "day"
    assert clock.late_since is None


class TestTheQueueOfTheDesk:
    """It sorts by what is owed to us: when the next is due, since when one is late."""

    @pytest.fixture(autouse=True)
    def _staged(self, nis2_in_force: None) -> None:
        """Have something owed to us by a time."""

    def test_it_knows_the_next_time_from_the_first_second(self) -> None:
        hospital()
        # The early warning is what was just received.
        assert Declaration.objects.get().next_due_at == NOTIFIED_BY

    def test_once_late_it_says_since_when(self) -> None:
        hospital()
        mark_late(NOTIFIED_BY + SECOND)
        assert Declaration.objects.get().late_since == NOTIFIED_BY

    def test_once_sent_the_next_stage_is_due_a_month_from_then(self) -> None:
        receipt = hospital()
        waiting = receipt.clocks.get(regime="nis2-23", stage="final")
        assert (waiting.waits_for, waiting.due_at) == ("notification", None)

        send(receipt, "notification", NOTIFIED_BY + timedelta(hours=1))

        declaration = Declaration.objects.get()
        assert declaration.late_since is None
        assert declaration.next_due_at == datetime(2026, 4, 7, 21, 59, tzinfo=UTC)

    def test_once_all_is_sent_nothing_is_due(self) -> None:
        receipt = hospital()
        send(receipt, "final", NOTIFIED_BY)

        declaration = Declaration.objects.get()
        assert (declaration.next_due_at, declaration.late_since) == (None, None)

    def test_what_is_owed_to_others_is_no_delay_towards_us(self, regimes_folder: object) -> None:
        del regimes_folder
        receipt = hospital()
        send(receipt, "final", NOTIFIED_BY)
        mark_late(NOTIFIED_BY + SECOND)

        assert Clock.objects.get(regime="gdpr-33").late_since
        assert Declaration.objects.get().late_since is None


def test_the_number_of_queries_does_not_grow_with_the_clocks() -> None:
    for _ in range(2):
        hospital()
    with CaptureQueriesContext(connection) as few:
        mark_late(NOTIFIED_BY + SECOND)
    Clock.objects.update(late_since=None)
    for _ in range(5):
        hospital()
    with CaptureQueriesContext(connection) as many:
        mark_late(NOTIFIED_BY + SECOND)

    assert len(many) == len(few)
