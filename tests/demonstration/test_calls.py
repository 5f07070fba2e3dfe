"""The desk of a demonstration shows a declaration that somebody typed for who called."""

import pytest
from django.utils import timezone

from tests.factories import cases, structures
from vigie.core import outbox
from vigie.core.models import JournalEntry
from vigie.declarations.models import Declaration
from vigie.demonstration.open_cases import play_open_cases
from vigie.demonstration.structures import Pool
from vigie.incidents.models import DutyPage

pytestmark = pytest.mark.django_db


def test_one_came_by_phone_and_waits() -> None:
    actor = cases.person()
    pool = Pool.of([structures.hospital() for _ in range(5)])
    play_open_cases(pool, actor=actor, now=timezone.now(), seed=1)
    called = Declaration.objects.get(channel="phone")
    assert (called.typed_by, called.realm, called.taken_at) == (actor, "demo", None)
    assert not Declaration.objects.exclude(pk=called.pk).filter(typed_by__isnull=False).exists()
    received = JournalEntry.objects.get(
        action="declaration.received", objects_touched__declaration=str(called.pk)
    )
    assert received.actor == f"user:{actor.pk}"
    outbox.drain()
    assert not DutyPage.objects.exists()
