"""What changes the watch. Each is in the journal."""

from vigie.watch.services.advisories import Outcome, Refused, import_advisory

__all__ = ["Outcome", "Refused", "import_advisory"]
