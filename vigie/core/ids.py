"""Keys made in Python, so that a database user who may only INSERT needs no RETURNING."""

import uuid

import uuid_utils.compat


def new_id() -> uuid.UUID:
    """Return a new UUIDv7 (RFC 9562): its order is the order of creation, to the millisecond."""
    return uuid_utils.compat.uuid7()
