"""Writes of this floor, by use case. Import them from here."""

from vigie.incidents.enums import TaskState
from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.closing import close, reopen
from vigie.incidents.services.playbooks import apply_playbook
from vigie.incidents.services.qualification import QualificationValues, qualify
from vigie.incidents.services.refusals import (
    AlreadyTaken,
    CannotLead,
    CannotOpen,
    CaseClosed,
    CaseOpen,
    NotQualified,
    OtherRealm,
    Refusal,
    StaleQualification,
    StaleTask,
)
from vigie.incidents.services.standing import refresh_standing, refresh_standings
from vigie.incidents.services.tasks import (
    TaskPlan,
    TaskWords,
    add_task,
    edit_task,
    move_task,
    set_task_state,
    take_task,
)
from vigie.incidents.services.triage import assign_lead, take, take_into
from vigie.incidents.services.unsealing import open_tasks

__all__ = [
    "AlreadyTaken",
    "CannotLead",
    "CannotOpen",
    "CaseClosed",
    "CaseOpen",
    "NotQualified",
    "OtherRealm",
    "QualificationValues",
    "Refusal",
    "StaleQualification",
    "StaleTask",
    "TaskPlan",
    "TaskState",
    "TaskWords",
    "add_task",
    "apply_playbook",
    "assign_lead",
    "close",
    "edit_task",
    "journal_name",
    "move_task",
    "open_tasks",
    "qualify",
    "refresh_standing",
    "refresh_standings",
    "reopen",
    "set_task_state",
    "take",
    "take_into",
    "take_task",
]
