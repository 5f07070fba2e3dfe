"""The index of the desk's search, kept in step."""

import uuid
from datetime import timedelta

from vigie.core import outbox
from vigie.core.periodic import periodic
from vigie.incidents import services

# Longer than a worker stands still: what came before is looked for by night.
LATELY = timedelta(days=2)


@outbox.handler("declaration.reworded")
def find_by_what_is_said_now(*, declaration: str) -> None:
    """Find a declaration, and its case, by what it says now."""
    services.reindex_declaration(uuid.UUID(declaration))


@periodic(minute="*/1")
def keep_the_search_in_step() -> None:
    """Index what came without passing through the desk."""
    services.index_what_is_missing(lately=LATELY)


@periodic(minute="17", hour="1")
def go_through_the_search() -> None:
    """Look once a night at all that there is."""
    services.index_what_is_missing()
