"""The order of the cases, kept up to date."""

from vigie.core.periodic import periodic
from vigie.incidents import services


@periodic(minute="*/1")
def keep_cases_in_order() -> None:
    """Sort the cases by what has changed meanwhile: a complement, a time that has passed."""
    services.refresh_standings()
