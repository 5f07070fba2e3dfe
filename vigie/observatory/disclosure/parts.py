"""Telling apart what has nothing in common, so that each part is a small problem of its own."""

from collections.abc import Hashable, Iterable, Sequence
from typing import TypeVar

Thing = TypeVar("Thing", bound=Hashable)


def apart(sets: Sequence[Iterable[Thing]]) -> list[list[int]]:
    """Return the places of sets, grouped so that no two groups share a thing."""
    leader = list(range(len(sets)))

    def lead(place: int) -> int:
        while leader[place] != place:
            leader[place] = leader[leader[place]]
            place = leader[place]
        return place

    first: dict[Thing, int] = {}
    for place, things in enumerate(sets):
        for thing in things:
            one, other = sorted((lead(first.setdefault(thing, place)), lead(place)))
            leader[other] = one
    groups: dict[int, list[int]] = {}
    for place in range(len(sets)):
        groups.setdefault(lead(place), []).append(place)
    return list(groups.values())
