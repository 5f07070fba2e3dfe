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
from vigie.watch.services.exploited import Imported, NoCatalogue, import_known_exploited

__all__ = [
    "Imported",
    "MarkingRaised",
    "NoCatalogue",
    "Outcome",
    "Refused",
    "import_advisory",
    "import_known_exploited",
    "publish",
    "revise",
    "save_bulletin",
    "withdraw",
    "write_bulletin",
]
