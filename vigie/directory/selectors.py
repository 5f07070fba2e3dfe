"""Reads of the directory."""

from collections.abc import Sequence

from django.db.models import BooleanField, Case, Q, Value, When
from django.db.models.functions import Length
from django.utils import timezone

from vigie.directory.models import Structure
from vigie.directory.words import query_words
from vigie.taxonomy.codes import StructureKind

SHORTEST_NUMBER = 9
# One number is one structure: more than one found, and it was none.
NUMBERS_LOOKED_AT = 8


def search_structures(query: str, limit: int = 20) -> list[Structure]:
    """Return the structures that match what somebody typed, the likeliest first.

    Every word typed must begin a word of the name, of the town or of a number (FINESS, legal
    entity, SIRET, postal code). Accents, case, order and punctuation do not count. Whatever is
    typed, the answer is a list.
    """
    wanted = query_words(query)
    if not wanted or limit < 1:
        return []
    return list(
        Structure.objects.filter(search_text__has_words=wanted).order_by(
            *_likeliest_first(wanted), Length("name"), "name", "finess"
        )[:limit]
    )


def structure_by_number(typed: str) -> Structure | None:
    """Return the one open structure whose FINESS or SIRET number this is, or None."""
    number = typed.replace(" ", "").upper()
    if len(number) < SHORTEST_NUMBER or not number.isalnum() or number.isalpha():
        return None
    today = timezone.localdate()
    found = [
        structure
        for structure in search_structures(number, limit=NUMBERS_LOOKED_AT)
        if structure.closed_on is None or structure.closed_on > today
    ]
    return found[0] if len(found) == 1 and number in {found[0].finess, found[0].siret} else None


def _open() -> Q:
    return Q(closed_on__isnull=True) | Q(closed_on__gt=timezone.localdate())


def _likeliest_first(wanted: Sequence[str]) -> list[Case]:
    """Return orderings: open, exact number, beginning of the name, whole words, hospitals."""
    number = wanted[0].upper() if len(wanted) == 1 else ""
    return [
        _first(_open()),
        _first(Q(finess=number) | Q(siret=number)),
        _first(Q(search_text__startswith=" ".join(wanted))),
        *(_first(_has_whole(word)) for word in wanted),
        _first(Q(kind=StructureKind.HEALTH_ESTABLISHMENT)),
    ]


def _has_whole(word: str) -> Q:
    return (
        Q(search_text__contains=f" {word} ")
        | Q(search_text__startswith=f"{word} ")
        | Q(search_text__endswith=f" {word}")
    )


def _first(condition: Q) -> Case:
    """Return an ordering that puts what meets `condition` before what does not."""
    return Case(When(condition, then=Value(False)), default=True, output_field=BooleanField())
