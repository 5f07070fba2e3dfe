"""Whom a declarant may call or reach at once.

The public numbers of France, unless VIGIE_EMERGENCY_NUMBERS names a TOML file with others,
headed as those of the taxonomy are (here for a file called numbers.toml):

    name = "numbers"
    version = "1.0"
    date = 2026-01-31
    source = "The services themselves"

    [[numbers]]
    name = "CERT"
    number = "+33 1 23 45 67 89"
    what = { fr = "...", en = "...", es = "..." }
"""

from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vigie.taxonomy.datafile import Words, read


@dataclass(frozen=True)
class EmergencyNumber:
    """A service, how to reach it (a phone number or a site) and what it is for."""

    name: str
    number: str
    what: str | Promise | Words

    @property
    def link(self) -> str:
        """The link that dials the number; empty for a site."""
        digits = "".join(character for character in self.number if character in "+0123456789")
        return "" if any(character.isalpha() for character in self.number) else f"tel:{digits}"


FRENCH_NUMBERS = [
    EmergencyNumber("SAMU", "15", _("A patient is in danger: medical emergency.")),
    EmergencyNumber(
        "CERT Santé", "09 72 43 91 25", _("Digital incident in health or social care.")
    ),
    EmergencyNumber(
        "17Cyber", "17cyber.gouv.fr", _("Online: victims of digital crime, and police.")
    ),
]


def emergency_numbers(path: str) -> list[EmergencyNumber]:
    """Return the numbers to show: those of a file, or the public numbers of France.

    Raises MalformedDataError, naming the file and the fault.
    """
    if not path:
        return FRENCH_NUMBERS
    return [
        EmergencyNumber(entry.text("name"), entry.text("number"), entry.words("what"))
        for entry in read(Path(path)).tables("numbers")
    ]
