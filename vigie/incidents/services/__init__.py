"""Writes of this floor, by use case. Import them from here."""

from vigie.incidents.enums import (
    TaskState,
)
from vigie.incidents.services.actors import (
    journal_name,
)
from vigie.incidents.services.closing import (
    close,
    reopen,
)
from vigie.incidents.services.playbooks import (
    apply_playbook,
)
from vigie.incidents.services.qualification import (
    QualificationValues,
    qualify,
)
from vigie.incidents.services.refusals import (
    AlreadyTaken,
    CannotLead,
    CannotOpen,
    CaseClosed,
    CaseOpen,
    ImpossibleMove,
    NotQualified,
    OtherRealm,
    Refusal,
    StaleQualification,
    StaleSupport,
    StaleTask,
    SupportOpen,
)
from vigie.incidents.services.standing import (
    refresh_standing,
    refresh_standings,
)
from vigie.incidents.services.support import (
    MOVES,
    Move,
    assign_support,
    move_support,
    note_answer,
    open_support,
    open_what_was_asked,
    spend_time,
    take_reply,
    void_time,
)
from vigie.incidents.services.tasks import (
    TaskPlan,
    TaskWords,
    add_task,
    edit_task,
    move_task,
    set_task_state,
    take_task,
)
from vigie.incidents.services.triage import (
    assign_lead,
    take,
    take_into,
)
from vigie.incidents.services.unsealing import (
    open_tasks,
)

__all__ = [
    "MOVES",
    "AlreadyTaken",
    "CannotLead",
    "CannotOpen",
    "CaseClosed",
    "CaseOpen",
    "ImpossibleMove",
    "Move",
    "NotQualified",
    "OtherRealm",
    "QualificationValues",
    "Refusal",
    "StaleQualification",
    "StaleSupport",
    "StaleTask",
    "SupportOpen",
    "TaskPlan",
    "TaskState",
    "TaskWords",
    "add_task",
    "apply_playbook",
    "assign_lead",
    "assign_support",
    "close",
    "edit_task",
    "journal_name",
    "move_support",
    "move_task",
    "note_answer",
    "open_support",
    "open_tasks",
    "open_what_was_asked",
    "qualify",
    "refresh_standing",
    "refresh_standings",
    "reopen",
    "set_task_state",
    "spend_time",
    "take",
    "take_into",
    "take_reply",
    "take_task",
    "void_time",
]
