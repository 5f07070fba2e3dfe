"""Whom a declarant may call or reach at once. Of another country: its own, in its settings.

Public numbers of France, from the sites of the services themselves; the tests hold their form.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class EmergencyNumber:
    """A service, how to reach it (a phone number or a site) and what it is for."""

    name: str
    number: str
    what: str | Promise

    @property
    def link(self) -> str:
        """The link that dials the number; empty for a site."""
        digits = "".join(character for character in self.number if character in "+0123456789")
        return "" if any(character.isalpha() for character in self.number) else f"tel:{digits}"


EMERGENCY_NUMBERS = [
    EmergencyNumber("SAMU", "15", _("A patient is in danger: medical emergency.")),
    EmergencyNumber(
        "CERT Santé", "09 72 43 91 25", _("Digital incident in health or social care.")
    ),
    EmergencyNumber(
        "17Cyber", "17cyber.gouv.fr", _("Online: victims of digital crime, and police.")
    ),
]
