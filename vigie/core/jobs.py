"""The worker's queue: periodic tasks, and tasks that a desk process hands over.

huey runs it, over our own serializer: signed JSON, so that whoever writes into the queue's
tables can neither run code (no pickle is ever read) nor have a task run that we did not ask
for. Only desk and worker processes touch it: what a front process wants done goes through
the outbox.
"""

import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from huey import Huey
from huey.contrib.sql_huey import SqlStorage
from huey.registry import Message
from huey.serializer import Serializer
from peewee import SQL, Database, PostgresqlDatabase, SqliteDatabase

from vigie.core.keys import queue_key

SIGNATURE_SIZE = sha256().digest_size
SECONDS_BEFORE_LOCKED = 20
SCHEMA = "queue"
# Of a DATABASE_URL's options, those that say how to reach the server.
LIBPQ = ("sslmode", "sslrootcert", "sslcert", "sslkey", "connect_timeout", "target_session_attrs")


class ForeignMessage(ValueError):  # noqa: N818 - reads as the answer it is
    """What stands in the queue was not put there by this instance."""


class SignedJson(Serializer):  # type: ignore[misc]
    """Writes a task as JSON under a keyed signature, and reads nothing else."""

    def serialize(self, data: object) -> bytes:
        """Return a signed message."""
        text = json.dumps(_to_json(data), separators=(",", ":")).encode()
        return self._signature(text) + text

    def deserialize(self, data: bytes) -> Any:
        """Return what was serialized.

        Raises:
            ForeignMessage: the signature does not fit; nothing was interpreted.
        """
        signature, text = data[:SIGNATURE_SIZE], data[SIGNATURE_SIZE:]
        if not hmac.compare_digest(signature, self._signature(text)):
            raise ForeignMessage
        return _from_json(json.loads(text))

    def _signature(self, text: bytes) -> bytes:
        return hmac.digest(queue_key(), text, sha256)


class QueueStorage(SqlStorage):  # type: ignore[misc]
    """huey's tables; on PostgreSQL in a schema of their own."""

    def create_tables(self) -> None:
        """Make what does not exist yet."""
        if isinstance(self.database, PostgresqlDatabase):
            with self.database:
                self.database.execute(SQL(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))  # type: ignore[no-untyped-call]
        super().create_tables()


def queue_database(default: Mapping[str, Any]) -> Database:
    """Return where the queue of an instance with this default database lives.

    On SQLite in a file of its own, so that polling the queue never waits for a declaration.
    """
    if default["ENGINE"] == "django.db.backends.postgresql":
        names = {"HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
        options = {ours: default[theirs] for theirs, ours in names.items() if default.get(theirs)}
        libpq = {name: default["OPTIONS"][name] for name in LIBPQ if name in default["OPTIONS"]}
        return PostgresqlDatabase(
            default["NAME"],
            prefer_psycopg3=True,
            options=f"-c search_path={SCHEMA}",
            **options,
            **libpq,
        )
    return SqliteDatabase(
        str(settings.DATA_DIR / "queue.sqlite3"),
        pragmas={"journal_mode": "wal", "synchronous": "normal"},
        timeout=SECONDS_BEFORE_LOCKED,
    )


def open_queue(database: Database) -> Huey:
    """Return the queue kept in `database`. Nothing is read, written or connected to yet."""
    return Huey(
        "vigie",
        results=False,
        serializer=SignedJson(),
        storage_class=QueueStorage,
        database=database,
        create_tables=False,
    )


queue = open_queue(queue_database(settings.DATABASES["default"]))


def _to_json(value: object) -> Any:
    match value:
        case Message():
            return {"message": [_to_json(part) for part in value]}
        case datetime():
            return {"datetime": value.isoformat()}
        case dict():
            return {"dict": {str(key): _to_json(part) for key, part in value.items()}}
        case list() | tuple():
            return [_to_json(part) for part in value]
        case None | bool() | int() | float() | str():
            return value
    raise TypeError(f"a task's arguments are plain values, not {type(value).__name__}")


def _from_json(value: Any) -> Any:
    match value:
        case {"message": parts}:
            return Message(*(_from_json(part) for part in parts))
        case {"datetime": text}:
            return datetime.fromisoformat(text)
        case {"dict": parts}:
            return {key: _from_json(part) for key, part in parts.items()}
        case list():
            return [_from_json(part) for part in value]
    return value
