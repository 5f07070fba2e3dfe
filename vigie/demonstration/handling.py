"""What analysts did on a synthetic case: tasks of a playbook, one of their own."""

from datetime import datetime

from vigie.accounts.models import User
from vigie.incidents.models import Incident
from vigie.incidents.services import (
    TaskPlan,
    TaskState,
    TaskWords,
    add_task,
    apply_playbook,
    set_task_state,
)

DONE = ("call_declarant", "isolate", "care_effect")
BEGUN = ("preserve_evidence", "identify_family")
WRITTEN = TaskWords(
    title="[Donnée synthétique] Rappeler le responsable informatique à 18 h",
    text="Point sur l’isolement des sauvegardes et la liste des serveurs chiffrés.",
)


def play_handling(incident: Incident, *, actor: User, at: datetime) -> None:
    """Apply the playbook of ransomware, do some of it, and write a task by hand."""
    apply_playbook(incident, "ransomware", actor=actor, at=at)
    for codes, state in ((DONE, TaskState.DONE), (BEGUN, TaskState.DOING)):
        for task in incident.tasks.filter(code__in=codes):
            set_task_state(task, state, revision=task.revision, actor=actor)
    plan = TaskPlan(kind="contact", role="analyst", assignee=actor)
    add_task(incident, WRITTEN, plan, actor=actor)
