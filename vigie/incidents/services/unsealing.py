"""The one way by which the desk reads what its analysts sealed on a case."""

import uuid

from django.db import transaction

from vigie.accounts.models import User
from vigie.core import journal, sealing
from vigie.incidents import access
from vigie.incidents.models import Incident, Indicator, Note, Task
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


@transaction.atomic
def open_comments(incident: Incident, *, actor: User) -> dict[uuid.UUID, str]:
    """Open what is said of the indicators of a case, and journal who did. Raises CannotOpen."""
    identity = _opened(incident, "indicator.opened", actor)
    said = Indicator.objects.filter(incident=incident, comment__isnull=False)
    return {
        key: sealing.unseal_json(bytes(sealed), identity)
        for key, sealed in said.values_list("pk", "comment")
        if sealed
    }


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
