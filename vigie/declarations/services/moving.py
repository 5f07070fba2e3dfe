"""A declaration says something else than before, in what the desk lists and finds it by."""

import uuid

from vigie.core import outbox
from vigie.declarations.models import Declaration

# Whoever changes one of these says so, by `note_moved`. `late_since` is not among them: what is
# late was due before, and lists compare the time at which it was.
LISTED_BY = (
    "kind",
    "endangerment",
    "care_impact",
    "help_wanted",
    "help_urgency",
    "provider",
    "provider_key",
    "next_due_at",
)


def listed_by(declaration: Declaration) -> tuple[object, ...]:
    """Return what the desk lists and finds a declaration by, to be compared later."""
    return tuple(getattr(declaration, name) for name in LISTED_BY)


def note_moved(declaration_id: uuid.UUID) -> None:
    """Have the floors above bring in step what they keep of this declaration, after COMMIT."""
    outbox.enqueue("declaration.moved", declaration=str(declaration_id))
