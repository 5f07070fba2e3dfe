"""The one way by which the desk reads what its analysts sealed on a case."""

import uuid
from dataclasses import dataclass

from django.db import transaction

from vigie.accounts.models import User
from vigie.core import journal, sealing
from vigie.incidents import access
from vigie.incidents.models import Incident, Note, Task
from vigie.incidents.selectors.indicators import comments_of
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.refusals import CannotOpen
from vigie.incidents.services.tasks import TaskWords


@transaction.atomic
def open_tasks(incident: Incident, *, actor: User) -> dict[uuid.UUID, TaskWords]:
    """Open what was typed in the tasks of a case, by task, and journal who did.

    Raises CannotOpen, or `sealing.ProcessCannotUnseal` on a front process.
    """
    identity = _opened(incident, "task.opened", actor)
    typed = Task.objects.filter(incident=incident, words__isnull=False).values_list("pk", "words")
    return {
        key: TaskWords(**sealing.unseal_json(bytes(sealed), identity))
        for key, sealed in typed
        if sealed
    }


@transaction.atomic
def open_notes(incident: Incident, *, actor: User) -> dict[uuid.UUID, str]:
    """Open all the notes of a case, by note, and journal who did. Raises CannotOpen."""
    return _notes(incident, _opened(incident, "note.opened", actor))


@transaction.atomic
def export_notes(incident: Incident, *, actor: User) -> dict[uuid.UUID, str]:
    """Open the notes of a case to take them away, and journal who did. Raises CannotOpen."""
    return _notes(incident, _opened(incident, "timeline.exported", actor))


@dataclass(frozen=True)
class Comment:
    """What was said of an indicator."""

    text: str
    # The reference of the merged case on which it was said; empty for the case read.
    case: str = ""


@transaction.atomic
def open_comments(incident: Incident, *, actor: User) -> dict[str, list[Comment]]:
    """Open what is said of the indicators of a case, by digest, and journal who did.

    What was said of the same ones on cases merged into it comes after. Raises CannotOpen.
    """
    identity = _opened(incident, "indicator.opened", actor)
    said = comments_of(incident).values_list("digest", "comment", "incident__reference")
    opened: dict[str, list[Comment]] = {}
    for digest, sealed, case in sorted(said, key=lambda row: row[2] != incident.reference):
        text = sealing.unseal_json(bytes(sealed or b""), identity)
        comment = Comment(text, "" if case == incident.reference else case)
        opened.setdefault(digest, []).append(comment)
    return opened


def _notes(incident: Incident, identity: str) -> dict[uuid.UUID, str]:
    sealed = Note.objects.filter(incident=incident).values_list("pk", "words")
    return {key: sealing.unseal_json(bytes(words), identity) for key, words in sealed}


def _opened(incident: Incident, deed: str, actor: User) -> str:
    """Check the right, write the journal, and return what opens."""
    if not access.can_open_case(actor, incident):
        raise CannotOpen(f"{actor.pk} may not open {incident.reference}")
    identity = sealing.desk_identity()
    journal.record(deed, actor=journal_name(actor), incident=str(incident.pk))
    return identity
