"""Writes of this floor, by use case. Import them from here."""

from vigie.incidents.enums import (
    TaskState,
)
from vigie.incidents.services.actors import (
    journal_name,
)
from vigie.incidents.services.answers import (
    AlreadyAcknowledged,
    OpenedLine,
    acknowledge_notice,
    open_notice,
    receive_notice,
    told_reports,
)
from vigie.incidents.services.authorities import (
    AddressKnown,
    add_address,
    remove_address,
    set_operator_status,
)
from vigie.incidents.services.bulk import (
    Outcome,
    assign_each,
    close_each,
    take_each,
    take_together,
)
from vigie.incidents.services.closing import (
    close,
    reopen,
)
from vigie.incidents.services.filters import (
    NameTaken,
    TooManyFilters,
    forget_filter,
    keep_filter,
)
from vigie.incidents.services.following import (
    FOLLOWING,
    STAYING,
    Following,
)
from vigie.incidents.services.gathering import (
    Gathered,
    gather,
)
from vigie.incidents.services.indexing import (
    index_what_is_missing,
    indexed_at_the_end,
    reindex,
    reindex_declaration,
)
from vigie.incidents.services.indicators import (
    Marking,
    add_indicators,
    mark_indicators,
    record_export,
    remove_indicators,
)
from vigie.incidents.services.linking import (
    dismiss,
    link,
    suggest_again,
    unlink,
)
from vigie.incidents.services.merging import (
    bring_what_was_left_behind,
    merge,
    undo_merge,
)
from vigie.incidents.services.messages import (
    Outgoing,
    Sent,
    emergency_numbers,
    read_threads,
    write,
)
from vigie.incidents.services.notes import (
    Occurrence,
    write_note,
)
from vigie.incidents.services.notices import (
    AlreadyDecided,
    NotTold,
    RegionNotKnown,
    consider_telling,
    send_notice,
    set_aside_notice,
    tell_by_the_rules,
    withdraw_notice,
)
from vigie.incidents.services.operations import (
    hold,
    refuse_unless_open,
)
from vigie.incidents.services.playbooks import (
    apply_playbook,
)
from vigie.incidents.services.qualification import (
    QualificationValues,
    qualify,
)
from vigie.incidents.services.refusals import (
    AlreadyLinked,
    AlreadyTaken,
    CannotCorrect,
    CannotLead,
    CannotOpen,
    CannotUndo,
    CaseClosed,
    CaseMerged,
    CaseOpen,
    ImpossibleMove,
    LinkRemoved,
    NobodyToWriteTo,
    NothingLeft,
    NotInThisCase,
    NotOfTheCase,
    NotQualified,
    OtherRealm,
    Refusal,
    SameCase,
    StaleQualification,
    StaleSupport,
    StaleTask,
    SupportOpen,
    TooManyAddressees,
)
from vigie.incidents.services.requesting import (
    ask_for_report,
)
from vigie.incidents.services.splitting import (
    split,
    undo_split,
)
from vigie.incidents.services.standing import (
    refresh_standing,
    refresh_standing_of,
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
    Comment,
    export_notes,
    open_comments,
    open_notes,
    open_tasks,
)

__all__ = [
    "FOLLOWING",
    "MOVES",
    "STAYING",
    "AddressKnown",
    "AlreadyAcknowledged",
    "AlreadyDecided",
    "AlreadyLinked",
    "AlreadyTaken",
    "CannotCorrect",
    "CannotLead",
    "CannotOpen",
    "CannotUndo",
    "CaseClosed",
    "CaseMerged",
    "CaseOpen",
    "Comment",
    "Following",
    "Gathered",
    "ImpossibleMove",
    "LinkRemoved",
    "Marking",
    "Move",
    "NameTaken",
    "NobodyToWriteTo",
    "NotInThisCase",
    "NotOfTheCase",
    "NotQualified",
    "NotTold",
    "NothingLeft",
    "Occurrence",
    "OpenedLine",
    "OtherRealm",
    "Outcome",
    "Outgoing",
    "QualificationValues",
    "Refusal",
    "RegionNotKnown",
    "SameCase",
    "Sent",
    "StaleQualification",
    "StaleSupport",
    "StaleTask",
    "SupportOpen",
    "TaskPlan",
    "TaskState",
    "TaskWords",
    "TooManyAddressees",
    "TooManyFilters",
    "acknowledge_notice",
    "add_address",
    "add_indicators",
    "add_task",
    "apply_playbook",
    "ask_for_report",
    "assign_each",
    "assign_lead",
    "assign_support",
    "bring_what_was_left_behind",
    "close",
    "close_each",
    "consider_telling",
    "dismiss",
    "edit_task",
    "emergency_numbers",
    "export_notes",
    "forget_filter",
    "gather",
    "hold",
    "index_what_is_missing",
    "indexed_at_the_end",
    "journal_name",
    "keep_filter",
    "link",
    "mark_indicators",
    "merge",
    "move_support",
    "move_task",
    "note_answer",
    "open_comments",
    "open_notes",
    "open_notice",
    "open_support",
    "open_tasks",
    "open_what_was_asked",
    "qualify",
    "read_threads",
    "receive_notice",
    "record_export",
    "refresh_standing",
    "refresh_standing_of",
    "refresh_standings",
    "refuse_unless_open",
    "reindex",
    "reindex_declaration",
    "remove_address",
    "remove_indicators",
    "reopen",
    "send_notice",
    "set_aside_notice",
    "set_operator_status",
    "set_task_state",
    "spend_time",
    "split",
    "suggest_again",
    "take",
    "take_each",
    "take_into",
    "take_reply",
    "take_task",
    "take_together",
    "tell_by_the_rules",
    "told_reports",
    "undo_merge",
    "undo_split",
    "unlink",
    "void_time",
    "withdraw_notice",
    "write",
    "write_note",
]
