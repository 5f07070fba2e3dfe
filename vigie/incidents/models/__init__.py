"""What the CSIRT does with what was declared. Import models from here."""

from vigie.incidents.models.addition import (
    Addition,
)
from vigie.incidents.models.case import (
    Incident,
    IncidentDeclaration,
    Qualification,
)
from vigie.incidents.models.duty import (
    DutyPage,
    HandOverNote,
    PageAttempt,
    PageStep,
    PagingAddress,
    Shift,
)
from vigie.incidents.models.grouping import (
    CaseLink,
    CaseOperation,
    Dismissal,
)
from vigie.incidents.models.indicator import (
    Indicator,
)
from vigie.incidents.models.note import (
    Note,
)
from vigie.incidents.models.notice import (
    AuthorityAddress,
    Notice,
    NoticedDeclaration,
    NoticeState,
    OperatorStatus,
)
from vigie.incidents.models.saved_filter import (
    SavedFilter,
)
from vigie.incidents.models.search import (
    SearchEntry,
)
from vigie.incidents.models.support import (
    SupportRequest,
    SupportTime,
)
from vigie.incidents.models.tag import (
    CaseTag,
)
from vigie.incidents.models.task import (
    Task,
)

__all__ = [
    "Addition",
    "AuthorityAddress",
    "CaseLink",
    "CaseOperation",
    "CaseTag",
    "Dismissal",
    "DutyPage",
    "HandOverNote",
    "Incident",
    "IncidentDeclaration",
    "Indicator",
    "Note",
    "Notice",
    "NoticeState",
    "NoticedDeclaration",
    "OperatorStatus",
    "PageAttempt",
    "PageStep",
    "PagingAddress",
    "Qualification",
    "SavedFilter",
    "SearchEntry",
    "Shift",
    "SupportRequest",
    "SupportTime",
    "Task",
]
