"""Clocks that ran before they could be met: the upgrade notes what was done, and can be undone."""

from datetime import timedelta
from importlib import import_module
from types import ModuleType

import pytest
from django.apps import apps
from django.db import connection

from tests.factories.declarations import RECEIVED, facts, submission
from vigie.core import codes
from vigie.core.models import OutboxMessage
from vigie.declarations.models import Clock, Receipt
from vigie.declarations.services import receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def migration() -> ModuleType:
    return import_module("vigie.declarations.migrations.0010_clocks_of_before")


@pytest.fixture
def of_before() -> Receipt:
    """A receipt whose clocks say nothing of what became of them."""
    receipt = receive(
        submission(facts=facts(data_confidentiality="yes")),
        code=codes.new_code(),
        realm="live",
        received_at=RECEIVED,
    )
    owed = receipt.clocks.get(regime="gdpr-33")
    Clock.objects.create(
        receipt=receipt,
        regime="gdpr-33",
        stage=owed.stage,
        status="check",
        started_at=owed.started_at,
        due_at=owed.due_at,
    )
    receipt.clocks.update(met_at=None, withdrawn_at=None)
    OutboxMessage.objects.all().delete()
    return receipt


def test_what_a_report_has_met_is_met_when_it_came(
    migration: ModuleType, of_before: Receipt
) -> None:
    migration.note_what_was_done(apps, connection.schema_editor())

    assert of_before.clocks.get(regime="csp-l1111-8-2").met_at == RECEIVED
    # No report to us tells the data authority.
    assert of_before.clocks.get(regime="gdpr-33", status="owed").met_at is None


def test_what_was_to_be_checked_and_is_owed_runs_once(
    migration: ModuleType, of_before: Receipt
) -> None:
    migration.note_what_was_done(apps, connection.schema_editor())

    replaced = of_before.clocks.get(regime="gdpr-33", status="check")
    assert replaced.withdrawn_because == "now_owed"


def test_the_worker_looks_again_at_what_is_still_running(
    migration: ModuleType, of_before: Receipt
) -> None:
    migration.note_what_was_done(apps, connection.schema_editor())
    assert not OutboxMessage.objects.exists()

    of_before.clocks.filter(met_at=None).update(due_at=RECEIVED + timedelta(days=9_999))
    migration.note_what_was_done(apps, connection.schema_editor())

    (message,) = OutboxMessage.objects.all()
    assert message.payload == {"declaration": str(of_before.declaration_id)}


def test_undone_each_thing_has_one_clock_again(migration: ModuleType, of_before: Receipt) -> None:
    clock = of_before.clocks.get(regime="gdpr-33", status="owed")
    of_before.clocks.filter(pk=clock.pk).update(
        withdrawn_at=RECEIVED, withdrawn_because="start_corrected"
    )
    Clock.objects.create(
        receipt=of_before,
        regime=clock.regime,
        stage=clock.stage,
        status=clock.status,
        started_at=clock.started_at,
        due_at=clock.due_at,
    )

    migration.forget_the_history(apps, connection.schema_editor())

    keys = list(of_before.clocks.values_list("regime", "stage", "status"))
    assert len(keys) == len(set(keys))
    assert not of_before.clocks.filter(pk=clock.pk).exists()
