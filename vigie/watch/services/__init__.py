"""What changes the watch. Each change is in the journal."""

from vigie.watch.services.advisories import Outcome, Refused, import_advisory
from vigie.watch.services.bulletins import (
    MarkingRaised,
    publish,
    revise,
    save_bulletin,
    withdraw,
    write_bulletin,
)

__all__ = [
    "MarkingRaised",
    "Outcome",
    "Refused",
    "import_advisory",
    "publish",
    "revise",
    "save_bulletin",
    "withdraw",
    "write_bulletin",
]
