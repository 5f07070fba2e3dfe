"""Keys made in Python, so that a database user who may only INSERT needs no RETURNING."""

import re
import uuid
from datetime import UTC, datetime

import uuid_utils.compat

IDENTIFIER = re.compile(r"[A-Za-z0-9_.:-]{1,80}")
MILLISECONDS = 1000
TIMESTAMP_SHIFT = 80


def new_id() -> uuid.UUID:
    """Return a new UUIDv7 (RFC 9562): its order is the order of creation, to the millisecond."""
    return uuid_utils.compat.uuid7()


def first_id_at(time: datetime) -> uuid.UUID:
    """Return a bound below every UUIDv7 made at `time` or later."""
    return uuid.UUID(int=int(time.timestamp() * MILLISECONDS) << TIMESTAMP_SHIFT)


def made_at(key: uuid.UUID) -> datetime:
    """Return when a UUIDv7 was made, to the millisecond."""
    return datetime.fromtimestamp((key.int >> TIMESTAMP_SHIFT) / MILLISECONDS, tz=UTC)


def identifiers_only(values: dict[str, str]) -> dict[str, str]:
    """Return `values`, once sure that each can only be an identifier.

    Journal and outbox outlive what they speak of: a sentence, a name or an e-mail address
    must not slip into them.

    Raises:
        ValueError: a value is not an identifier. The value itself is not repeated.
    """
    for name, value in values.items():
        if not IDENTIFIER.fullmatch(value):
            raise ValueError(f"“{name}” is not an identifier")
    return values
