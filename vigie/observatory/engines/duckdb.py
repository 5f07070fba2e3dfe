"""DuckDB, in this process: what Vigie counts with by default."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import duckdb

from vigie.observatory.engines import Ask, UnreadableFacts
from vigie.observatory.snapshots import Snapshot


@contextmanager
def opened(snapshot: Snapshot) -> Iterator[Ask]:
    """Open a snapshot; see `engines.opened`."""
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(snapshot.open())
        except duckdb.ProgrammingError as error:
            raise UnreadableFacts(str(error)) from error
        yield lambda sql: connection.execute(sql).fetchall()
