"""What analysts wrote on a case."""

import uuid

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.functions import Coalesce

from vigie.incidents.models import Incident, Note


def notes_of(incident: Incident) -> QuerySet[Note]:
    """Return the notes of a case, first written first, sealed as they are.

    Each with its `moment` on the timeline, of the event, else of the writing; and whether a later
    one corrects it (`is_corrected`).
    """
    corrections = Note.objects.filter(corrects=OuterRef("pk"))
    return (
        Note.objects.filter(incident=incident)
        .annotate(moment=Coalesce("occurred_at", "written_at"), is_corrected=Exists(corrections))
        .select_related("written_by")
        .order_by("written_at", "id")
    )


def note(incident: Incident, key: uuid.UUID) -> Note:
    """Return one note of a case, or raise Note.DoesNotExist."""
    return notes_of(incident).get(pk=key)
