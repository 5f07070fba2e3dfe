"""Nothing that hangs on a case is lost in a merging."""

from datetime import timedelta

from vigie.core.periodic import periodic
from vigie.incidents import services

# Who writes while somebody merges is done within moments.
LATELY = timedelta(days=1)


@periodic(minute="*/1")
def bring_what_was_left_behind() -> None:
    """Bring to the survivor what was hung on a case while somebody merged it."""
    services.bring_what_was_left_behind(lately=LATELY)


@periodic(minute="27", hour="1")
def go_through_all_merged() -> None:
    """Look once a night at all cases that were ever merged."""
    services.bring_what_was_left_behind()
