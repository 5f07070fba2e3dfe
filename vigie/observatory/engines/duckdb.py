"""DuckDB, in this process: what Vigie counts with by default."""

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from vigie.observatory.engines import Ask, UnreadableFacts
from vigie.observatory.snapshots import Snapshot


@contextmanager
def opened(snapshot: Snapshot) -> Iterator[Ask]:
    """Open a snapshot; see `engines.opened`."""
    try:
        with snapshot.open() as connection:
            yield lambda sql: connection.execute(sql).fetchall()
    # Not what may pass, as a memory too small: facts that are there must not be taken for lost.
    except (duckdb.ProgrammingError, duckdb.DataError) as error:
        raise UnreadableFacts(str(error)) from error
