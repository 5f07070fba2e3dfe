"""Nothing that hangs on a case is lost in a merging."""

from vigie.core.periodic import periodic
from vigie.incidents import services


@periodic(minute="*/1")
def bring_what_was_left_behind() -> None:
    """Bring to the survivor what was hung on a case while somebody merged it."""
    services.bring_what_was_left_behind()
