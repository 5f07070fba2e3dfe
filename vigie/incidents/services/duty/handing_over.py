"""What whoever ends a shift tells the next."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal, sealing
from vigie.incidents.models import HandOverNote
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.refusals import Refusal


class AlreadyTakenOver(Refusal):
    """Somebody has taken this hand-over before: `note` says who and when."""

    def __init__(self, note: HandOverNote) -> None:
        self.note = note
        super().__init__(f"{note.pk} was taken over")


@transaction.atomic
def hand_over(text: str, *, actor: User, at: datetime | None = None) -> HandOverNote:
    """Leave a note to whoever takes over, sealed to the desk."""
    note = HandOverNote(
        written_at=at or timezone.now(),
        written_by=actor,
        ciphertext=sealing.seal(text.encode(), sealing.desk_recipients()),
    )
    note.save(force_insert=True)
    journal.record("duty.handed_over", actor=journal_name(actor), note=str(note.pk))
    return note


@transaction.atomic
def open_note(note: HandOverNote, *, actor: User) -> str:
    """Open a note, and journal who did. The caller has checked the right."""
    journal.record("duty.note_opened", actor=journal_name(actor), note=str(note.pk))
    return sealing.unseal(bytes(note.ciphertext), sealing.desk_identity()).decode()


@transaction.atomic
def take_over(note: HandOverNote, *, actor: User, at: datetime | None = None) -> None:
    """Acknowledge a hand-over. Raises AlreadyTakenOver when somebody has been faster."""
    untaken = HandOverNote.objects.filter(pk=note.pk, taken_over_at=None)
    if not untaken.update(taken_over_at=at or timezone.now(), taken_over_by=actor):
        raise AlreadyTakenOver(HandOverNote.objects.select_related("taken_over_by").get(pk=note.pk))
    journal.record("duty.taken_over", actor=journal_name(actor), note=str(note.pk))
