"""Writes of this floor, by use case. Import them from here."""

from vigie.declarations.services.completion import complete
from vigie.declarations.services.past import record_past
from vigie.declarations.services.reception import receive
from vigie.declarations.services.refresh import refresh_current_facts
from vigie.declarations.services.state import set_public_state
from vigie.declarations.services.submissions import (
    AuthorityTold,
    Complement,
    Contact,
    DeclaredStructure,
    PlainFacts,
    Submission,
)
from vigie.declarations.services.unsealing import open_sections

__all__ = [
    "AuthorityTold",
    "Complement",
    "Contact",
    "DeclaredStructure",
    "PlainFacts",
    "Submission",
    "complete",
    "open_sections",
    "receive",
    "record_past",
    "refresh_current_facts",
    "set_public_state",
]
