"""Reads of the directory."""

import uuid
from collections.abc import Sequence

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.db.models.functions import Length
from django.utils import timezone

from vigie.directory.models import Structure
from vigie.directory.words import query_words
from vigie.taxonomy.codes import StructureKind

# A word typed so far may begin tens of thousands of names: that many are ranked at most.
MOST_RANKED = 2_000


def structure(structure_id: uuid.UUID | str) -> Structure | None:
    """Return the structure of this id, or None."""
    try:
        return Structure.objects.filter(pk=uuid.UUID(str(structure_id))).first()
    except ValueError:
        return None


def open_structures() -> QuerySet[Structure]:
    """Return the structures that are open today."""
    return Structure.objects.filter(_open())


def search_structures(query: str, limit: int = 20) -> list[Structure]:
    """Return the structures that match what somebody typed, the likeliest first.

    Every word typed must begin a word of the name, of the town or of a number (FINESS, legal
    entity, SIRET, postal code). Accents, case, order and punctuation do not count. Whatever is
    typed, the answer is a list.
    """
    wanted = query_words(query)
    if not wanted or limit < 1:
        return []
    found = Structure.objects.filter(search_text__has_words=wanted)
    open_ones = _ranked(found.filter(_open()), wanted, limit)
    closed_ones = _ranked(found.exclude(_open()), wanted, limit - len(open_ones))
    return [*open_ones, *closed_ones]


def _open() -> Q:
    today = timezone.localdate()
    return Q(closed_on__isnull=True) | Q(closed_on__gt=today)


def _ranked(found: QuerySet[Structure], wanted: Sequence[str], limit: int) -> list[Structure]:
    """Return the likeliest of `found`: exact number, whole words, beginning of the name."""
    if limit < 1:
        return []
    number = wanted[0].upper() if len(wanted) == 1 else ""
    candidates = found.order_by()[:MOST_RANKED].values("pk")
    return list(
        Structure.objects.filter(pk__in=candidates).order_by(
            _first(Q(finess=number) | Q(siret=number)),
            _first(Q(search_text__startswith=" ".join(wanted))),
            _first(Q(kind=StructureKind.HEALTH_ESTABLISHMENT)),
            Length("name"),
            "name",
            "finess",
        )[:limit]
    )


def _first(condition: Q) -> Case:
    """Return an ordering that puts what meets `condition` before what does not."""
    return Case(When(condition, then=Value(False)), default=True, output_field=BooleanField())
