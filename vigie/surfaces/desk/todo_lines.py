"""Tasks as lines to read: in words, once opened where they were typed."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from vigie.incidents.models import Task
from vigie.incidents.services import TaskWords
from vigie.taxonomy import terms
from vigie.taxonomy.playbooks import planned_task

Opened = Mapping[uuid.UUID, TaskWords]


@dataclass(frozen=True)
class TaskLine:
    """One task as a person reads it."""

    task: Task
    title: str
    text: str
    # Typed, and not opened on this page: the title says only of what sort it is.
    closed: bool
    late: bool


def lines(tasks: Iterable[Task], opened: Opened | None = None) -> list[TaskLine]:
    """Return tasks in words; `opened`: what was unsealed for this one answer."""
    now = timezone.now()
    return [_line(task, (opened or {}).get(task.pk), now) for task in tasks]


def _line(task: Task, words: TaskWords | None, now: datetime) -> TaskLine:
    late = task.due_at is not None and not task.settled and task.due_at < now
    read = words or planned_words(task)
    return TaskLine(task, read.title, read.text, closed=task.typed and words is None, late=late)


def planned_words(task: Task) -> TaskWords:
    """Return what may be read of a task without opening it."""
    planned = planned_task(task.playbook, task.code)
    if planned is not None:
        return TaskWords(str(planned.title), "" if task.typed else str(planned.text))
    if task.kind:
        return TaskWords(
            _("Written by hand: %(kind)s") % {"kind": terms.label("task_kind", task.kind)}
        )
    # Its playbook does not hold it any more.
    return TaskWords(task.code)
