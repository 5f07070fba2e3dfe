"""Notes on a case, and what happened when: sealed, added to, never rewritten."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal, sealing
from vigie.incidents.models import Incident, Note
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.refusals import CannotCorrect
from vigie.incidents.services.tasks import locked_open_case
from vigie.taxonomy.codes import DatePrecision


@dataclass(frozen=True)
class Occurrence:
    """A moment as somebody gave it: how precisely, and in which time zone."""

    at: datetime
    precision: DatePrecision
    zone: str


@transaction.atomic
def write_note(  # noqa: PLR0913 - each is one thing that a note may say
    incident: Incident,
    text: str,
    *,
    actor: User | None,
    occurred: Occurrence | None = None,
    corrects: Note | None = None,
    at: datetime | None = None,
) -> Note:
    """Write a note on an open case; `occurred` makes it an event of its timeline.

    Raises CaseClosed, or CannotCorrect when `corrects` is of another case.
    """
    current = locked_open_case(incident)
    if corrects is not None and corrects.incident_id != current.pk:
        raise CannotCorrect(f"{corrects.pk} is no note of {current.reference}")
    note = Note(
        incident=current,
        written_at=at or timezone.now(),
        written_by=actor,
        occurred_at=occurred.at if occurred else None,
        occurred_precision=occurred.precision if occurred else DatePrecision.UNKNOWN,
        occurred_zone=occurred.zone if occurred else "",
        words=sealing.seal_json(text, sealing.desk_recipients()),
        corrects=corrects,
    )
    note.save(force_insert=True)
    journal.record(
        "timeline.added" if occurred else "note.added",
        actor=journal_name(actor),
        incident=str(current.pk),
        note=str(note.pk),
    )
    return note
