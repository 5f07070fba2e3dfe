"""What the desk reads, by subject. Import selectors from here."""

from vigie.incidents.selectors.cases import (
    CaseSummary,
    ListedCase,
    case,
    closed_cases,
    crosses_borders,
    declarations_of,
    joinable_cases,
    kinds_of,
    open_cases,
)
from vigie.incidents.selectors.declared import (
    deadlines,
    declaration,
    declared,
    newest_declaration,
    realms,
    to_triage,
)
from vigie.incidents.selectors.history import (
    Deed,
    history,
)
from vigie.incidents.selectors.narrowing import (
    EVERYTHING,
    Narrowing,
    Show,
)
from vigie.incidents.selectors.support import (
    open_support_requests,
    support_of,
    unanswered_support,
)
from vigie.incidents.selectors.tasks import (
    ListedTask,
    handlers,
    task,
    tasks_of,
    tasks_to_do,
)

__all__ = [
    "EVERYTHING",
    "CaseSummary",
    "Deed",
    "ListedCase",
    "ListedTask",
    "Narrowing",
    "Show",
    "case",
    "closed_cases",
    "crosses_borders",
    "deadlines",
    "declaration",
    "declarations_of",
    "declared",
    "handlers",
    "history",
    "joinable_cases",
    "kinds_of",
    "newest_declaration",
    "open_cases",
    "open_support_requests",
    "realms",
    "support_of",
    "task",
    "tasks_of",
    "tasks_to_do",
    "to_triage",
    "unanswered_support",
]
