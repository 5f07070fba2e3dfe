"""A declaration says something else than before, in what the desk lists or finds it by."""

from typing import NamedTuple

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
    "provider_key",
    "next_due_at",
)
FOUND_BY = ("kind", "provider")


class Place(NamedTuple):
    """What a declaration is listed by, and what it is found by."""

    listed_by: tuple[object, ...]
    found_by: tuple[object, ...]


def place_of(declaration: Declaration) -> Place:
    """Return what the desk lists and finds a declaration by, to be compared later."""
    return Place(
        tuple(getattr(declaration, name) for name in LISTED_BY),
        tuple(getattr(declaration, name) for name in FOUND_BY),
    )


def note_moved(declaration: Declaration, before: Place) -> None:
    """Have the floors above bring in step, after COMMIT, what they keep of this declaration."""
    now, key = place_of(declaration), str(declaration.pk)
    if now.listed_by != before.listed_by:
        outbox.enqueue("declaration.moved", declaration=key)
    if now.found_by != before.found_by:
        outbox.enqueue("declaration.reworded", declaration=key)
