"""The queue runs what we asked for, and nothing that somebody else put into its tables."""

import json
import os
import pickle
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from huey import Huey
from huey.consumer import Worker
from hypothesis import given
from hypothesis import strategies as st

from vigie.core.jobs import ForeignMessage, SignedJson, open_queue, queue_database

plain_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.datetimes(),
    lambda children: st.lists(children) | st.dictionaries(st.text(), children),
    max_leaves=10,
)


class Bomb:
    """What a thief would plant: reading it as a pickle runs a command."""

    def __init__(self, proof: Path) -> None:
        self.proof = proof

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch {self.proof}",)


@pytest.fixture
def queue(db: None) -> Iterator[Huey]:  # noqa: ARG001 - the database's name
    """A queue on the database under test, empty."""
    queue = open_queue(queue_database(connection.settings_dict))
    queue.storage.create_tables()
    queue.storage.flush_all()
    yield queue
    queue.storage.drop_tables()
    queue.storage.close()


@pytest.fixture
def done(queue: Huey) -> list[str]:
    """What the queue's only task was run with."""
    done: list[str] = []

    @queue.task(name="note")
    def note(thing: str, *, at: datetime) -> None:
        done.append(f"{thing} {at:%Y}")

    queue.note = note
    return done


def work(queue: Huey, rounds: int = 1) -> None:
    """Do what a consumer's worker does, without waiting."""
    worker = Worker(queue, stop_flag=ImpatientFlag(), default_delay=0, max_delay=0, backoff=1)
    for _ in range(rounds):
        worker.loop()


class ImpatientFlag:
    def wait(self, seconds: float) -> bool:
        return seconds < 0


def test_a_task_is_run_with_what_it_was_given(queue: Huey, done: list[str]) -> None:
    queue.note("a", at=datetime(2019, 5, 1, tzinfo=UTC))
    work(queue)

    assert done == ["a 2019"]


def test_what_waits_is_readable_json(queue: Huey, done: list[str]) -> None:
    queue.note("a", at=datetime(2019, 5, 1, tzinfo=UTC))
    stored = queue.storage.enqueued_items()[0]

    assert done == []
    assert "2019-05-01T00:00:00+00:00" in str(json.loads(bytes(stored)[32:]))


def test_a_planted_pickle_is_not_run_and_stops_no_other_task(
    queue: Huey, done: list[str], tmp_path: Path
) -> None:
    planted = pickle.dumps(Bomb(tmp_path / "run"))
    queue.storage.enqueue(planted)
    queue.storage.add_to_schedule(planted, datetime(2019, 1, 1))  # noqa: DTZ001 - as huey writes it
    queue.note("a", at=datetime(2019, 5, 1, tzinfo=UTC))
    work(queue, rounds=2)

    assert queue.read_schedule(datetime(2030, 1, 1)) == []  # noqa: DTZ001 - as huey reads it
    assert done == ["a 2019"]
    assert not (tmp_path / "run").exists()
    assert pickle.loads(planted) == 0  # noqa: S301 - the bomb was a real one
    assert (tmp_path / "run").exists()


def test_a_message_of_another_instance_is_refused(queue: Huey, done: list[str]) -> None:
    queue.note("a", at=datetime(2019, 5, 1, tzinfo=UTC))
    message = bytearray(queue.storage.dequeue())
    message[-3] ^= 1
    queue.storage.enqueue(bytes(message))
    work(queue)

    assert done == []


@given(plain_values)
def test_plain_values_come_back_as_they_were(value: object) -> None:
    serializer = SignedJson()

    assert serializer.deserialize(serializer.serialize(value)) == value


@given(st.binary())
def test_anything_else_is_refused(data: bytes) -> None:
    with pytest.raises(ForeignMessage):
        SignedJson().deserialize(data)


def test_what_is_no_plain_value_is_refused_when_asked_for() -> None:
    with pytest.raises(TypeError, match="not object"):
        SignedJson().serialize({"file": object()})
