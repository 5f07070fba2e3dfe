"""The index of the desk's search, kept in step."""

from vigie.core.periodic import periodic
from vigie.incidents import services


@periodic(minute="*/1")
def keep_the_search_in_step() -> None:
    """Index what came or changed without passing through the desk."""
    services.index_what_is_missing()
