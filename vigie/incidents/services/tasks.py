"""What is to be done on a case: added, given to somebody, done or dropped."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal, sealing
from vigie.incidents import access
from vigie.incidents.enums import TaskState
from vigie.incidents.models import Incident, Task
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.operations import hold, refuse_unless_open
from vigie.incidents.services.refusals import CannotLead, StaleTask

DEEDS = {
    TaskState.TO_DO: "task.reopened",
    TaskState.DOING: "task.started",
    TaskState.DONE: "task.done",
    TaskState.DROPPED: "task.dropped",
}


@dataclass(frozen=True)
class TaskWords:
    """What a person typed of a task: stored sealed."""

    title: str
    text: str = ""

    def sealed(self) -> bytes:
        """Return the words sealed to the desk."""
        return sealing.seal_json(asdict(self), sealing.desk_recipients())


@dataclass(frozen=True, kw_only=True)
class TaskPlan:
    """Who does a task, and by when."""

    # A code of the scheme task_kind; empty where a playbook planned it.
    kind: str
    role: str
    assignee: User | None = None
    due_at: datetime | None = None


@transaction.atomic
def add_task(incident: Incident, words: TaskWords, plan: TaskPlan, *, actor: User | None) -> Task:
    """Add a task that somebody wrote to an open case. Raises CaseClosed or CannotLead."""
    _may_be_given_to(plan.assignee)
    current = locked_open_case(incident)
    now = timezone.now()
    task = Task(
        incident=current,
        words=words.sealed(),
        **_columns(plan),
        position=next_position(current),
        added_at=now,
        changed_at=now,
        changed_by=actor,
    )
    task.save(force_insert=True)
    _record("task.added", task, actor)
    return task


def edit_task(
    task: Task, plan: TaskPlan, words: TaskWords | None, *, revision: int, actor: User | None
) -> None:
    """Change a task over the revision that its author has read; `words` None leaves the words.

    Raises StaleTask when somebody changed it meanwhile, CaseClosed or CannotLead; nothing is
    changed then.
    """
    _may_be_given_to(plan.assignee)
    columns = _columns(plan)
    if words is not None:
        columns["words"] = words.sealed()
    _change(task, columns, deed="task.changed", revision=revision, actor=actor)


def take_task(task: Task, *, revision: int, actor: User) -> None:
    """Give a task to whoever takes it. Raises StaleTask, CaseClosed or CannotLead."""
    _may_be_given_to(actor)
    _change(task, {"assignee": actor}, deed="task.assigned", revision=revision, actor=actor)


def set_task_state(
    task: Task, state: TaskState, *, revision: int, actor: User | None, because: str = ""
) -> None:
    """Begin, end, drop or take up again a task.

    `because`: why it is dropped, a code of the scheme task_dropped. Who begins or ends a task
    that was nobody's is who does it. Raises StaleTask or CaseClosed.
    """
    columns: dict[str, Any] = {"state": state, "dropped_because": because}
    if actor is not None and state in {TaskState.DOING, TaskState.DONE} and not task.assignee_id:
        columns["assignee"] = actor
    _change(task, columns, deed=DEEDS[state], revision=revision, actor=actor)


@transaction.atomic
def move_task(task: Task, *, up: bool, actor: User | None) -> None:
    """Change places with the neighbour among what is left to do. Raises CaseClosed."""
    incident = locked_open_case(task.incident)
    order = list(Task.objects.filter(incident=incident).order_by("position", "id"))
    open_ones = [each for each in order if not each.settled]
    place = next((index for index, each in enumerate(open_ones) if each.pk == task.pk), None)
    other = None if place is None else place + (-1 if up else 1)
    if place is None or other is None or not 0 <= other < len(open_ones):
        return
    here, there = order.index(open_ones[place]), order.index(open_ones[other])
    order[here], order[there] = order[there], order[here]
    _number(order)
    _record("task.moved", task, actor)


def locked_open_case(incident: Incident) -> Incident:
    """Hold a case until COMMIT, so that nobody closes it meanwhile.

    Raises CaseMerged or CaseClosed.
    """
    (current,) = hold(incident)
    refuse_unless_open(current)
    return current


def next_position(incident: Incident) -> int:
    """Return the place after the last task of a case."""
    last = Task.objects.filter(incident=incident).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def _number(tasks: Sequence[Task]) -> None:
    for position, task in enumerate(tasks):
        task.position = position
    Task.objects.bulk_update(tasks, ["position"])


def _columns(plan: TaskPlan) -> dict[str, Any]:
    return {name: getattr(plan, name) for name in ("kind", "role", "assignee", "due_at")}


def _may_be_given_to(person: User | None) -> None:
    if person is not None and not access.can_handle(person):
        raise CannotLead(f"{person.pk} does not handle cases")


@transaction.atomic
def _change(
    task: Task, columns: dict[str, Any], *, deed: str, revision: int, actor: User | None
) -> None:
    # Held, so that what is done on a case while somebody merges it goes with it.
    locked_open_case(task.incident)
    # The revision in WHERE decides who came first, on both databases.
    found = Task.objects.filter(pk=task.pk, incident=task.incident_id, revision=revision)
    changed = {"revision": revision + 1, "changed_at": timezone.now(), "changed_by": actor}
    if not found.update(**columns, **changed):
        current = Task.objects.select_related("incident", "assignee", "changed_by").get(pk=task.pk)
        raise StaleTask(current)
    for name, value in {**columns, **changed}.items():
        setattr(task, name, value)
    _record(deed, task, actor)


def _record(deed: str, task: Task, actor: User | None) -> None:
    journal.record(
        deed, actor=journal_name(actor), incident=str(task.incident_id), task=str(task.pk)
    )
