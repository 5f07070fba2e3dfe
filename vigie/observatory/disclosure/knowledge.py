"""What an attacker knows of one edition once he has read them all.

He reads every edition. What he can compute of one in a single step, a count that it shows or the
sum of what it keeps back in one relation, he takes over to every other edition. He is assumed to
be right wherever nothing changed in between, and to know it; where something did change, his
supposition is false and tells him nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from vigie.observatory.disclosure.cells import CellId, Edition
from vigie.observatory.disclosure.tables import Relation, Sense


@dataclass(frozen=True, slots=True)
class Sum:
    """Cells, each with its sign, whose sum is known."""

    signs: Mapping[CellId, int]
    value: int


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The counts and the sums that an attacker holds of one edition."""

    counts: Mapping[CellId, int]
    sums: Sequence[Sum] = ()


def knowledge_of(
    edition: Edition, others: Sequence[Edition], relations: Sequence[Relation]
) -> Knowledge:
    """Return what is known of an edition to who has read it and the others."""
    counts = dict(edition.shown)
    for other in others:
        counts |= {cell: n for cell, n in other.shown.items() if edition.counts.get(cell) == n}
    sums = [each for other in others for each in _sums(other, relations) if _holds(each, edition)]
    return Knowledge(counts, sums)


def known_anyway(edition: Edition, others: Sequence[Edition]) -> Knowledge:
    """Return what is known of an edition though everything that may be suppressed were."""
    counts = {cell: edition.counts[cell] for cell in edition.anyway}
    for other in others:
        for cell in other.anyway:
            if edition.counts.get(cell) == other.counts[cell]:
                counts[cell] = other.counts[cell]
    return Knowledge(counts)


def _sums(edition: Edition, relations: Sequence[Relation]) -> Iterator[Sum]:
    """Yield what each relation tells of the cells that an edition keeps back in it."""
    for relation in relations:
        if relation.sense is not Sense.EQUAL or edition.counts.keys().isdisjoint(relation.cells):
            continue
        kept = [cell for cell in relation.cells if cell in edition.suppressed]
        if kept and all(cell in edition.counts for cell in relation.cells):
            signs = {cell: relation.signs[cell] for cell in kept}
            yield Sum(signs, sum(edition.counts[cell] * sign for cell, sign in signs.items()))


def _holds(known: Sum, edition: Edition) -> bool:
    if any(cell not in edition.counts for cell in known.signs):
        return False
    return known.value == sum(edition.counts[cell] * sign for cell, sign in known.signs.items())
