"""A playbook becomes the tasks of a case."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal
from vigie.core.pace import as_lived
from vigie.incidents.models import Incident, Task
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.tasks import locked_open_case, next_position
from vigie.taxonomy.playbooks import playbook


@transaction.atomic
def apply_playbook(
    incident: Incident, name: str, *, actor: User | None, at: datetime | None = None
) -> int:
    """Give an open case the tasks of a playbook that it has not got yet; return how many.

    Applied twice, or by two people at once, it doubles nothing; after a new version of the
    playbook it adds what is new. Raises CaseClosed, or UnknownPlaybookError.
    """
    plan = playbook(name)
    at = at or timezone.now()
    current = locked_open_case(incident)
    known = Task.objects.filter(incident=current, playbook=name).values_list("code", flat=True)
    missing = [task for code, task in plan.tasks.items() if code not in set(known)]
    if not missing:
        return 0
    first = next_position(current)
    same = {"added_at": at, "changed_at": at, "changed_by": actor}
    Task.objects.bulk_create(
        Task(
            incident=current,
            playbook=name,
            code=task.code,
            role=task.role,
            due_at=at + as_lived(task.delay),
            position=first + place,
            **same,
        )
        for place, task in enumerate(missing)
    )
    journal.record(
        "playbook.applied", actor=journal_name(actor), incident=str(incident.pk), playbook=name
    )
    return len(missing)
