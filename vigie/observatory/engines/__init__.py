"""What answers the SQL of figures over a snapshot: DuckDB, or Apache Spark as an extra.

The SQL is written once, for DuckDB; another engine translates it. An engine is a module of this
package, named by the setting VIGIE_FIGURES_ENGINE, with one function, `opened`. It is imported
when it is chosen, as what it needs may not be installed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from vigie.observatory.snapshots import Snapshot

# Takes a question in DuckDB's SQL, in which each relation of the facts has its name; gives rows.
Ask = Callable[[str], list[tuple[Any, ...]]]


class UnreadableFacts(Exception):  # noqa: N818 - reads as the answer it is
    """The facts have not the columns that they are to have: they are of another time."""


@contextmanager
def opened(snapshot: Snapshot) -> Iterator[Ask]:
    """Open a snapshot with the engine of the settings; what it gives answers until it is left.

    Raises:
        UnreadableFacts: on opening only. What fails when asked is a fault, or no memory left: facts
            that are there are never taken for lost.
    """
    engine = import_string(f"{__name__}.{settings.VIGIE_FIGURES_ENGINE}.opened")
    with engine(snapshot) as ask:
        yield ask
