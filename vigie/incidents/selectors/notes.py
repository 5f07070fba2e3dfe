"""What analysts wrote on a case."""

import uuid

from django.db.models import QuerySet

from vigie.incidents.models import Incident, Note


def notes_of(incident: Incident) -> QuerySet[Note]:
    """Return the notes of a case, first written first, sealed as they are."""
    return (
        Note.objects.filter(incident=incident)
        .select_related("written_by")
        .order_by("written_at", "id")
    )


def note(incident: Incident, key: uuid.UUID) -> Note:
    """Return one note of a case, or raise Note.DoesNotExist."""
    return notes_of(incident).get(pk=key)
