"""On PostgreSQL several workers drain at once: none waits for another, none repeats."""

import psycopg
import pytest
from django.db import connection

from vigie.core import outbox

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]


def test_what_another_worker_holds_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time")
    handled: list[str] = []
    monkeypatch.setattr(outbox, "_handlers", {})
    outbox.handler("test.thing")(lambda *, thing: handled.append(thing))
    outbox.enqueue("test.thing", thing="held")
    outbox.enqueue("test.thing", thing="free")

    with psycopg.connect(**connection.get_connection_params()) as other_worker:
        other_worker.execute(
            "SELECT id FROM core_outboxmessage ORDER BY next_attempt_at LIMIT 1 FOR UPDATE"
        )
        assert outbox.drain() == 1
    assert handled == ["free"]
    assert outbox.drain() == 1
    assert handled == ["free", "held"]
