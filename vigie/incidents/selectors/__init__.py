"""What the desk reads, by subject. Import selectors from here."""

from vigie.incidents.selectors.additions import (
    Unopened,
    unopened,
)
from vigie.incidents.selectors.cases import (
    CaseSummary,
    ListedCase,
    case,
    cases_by_age,
    cases_with_messages,
    closed_cases,
    crosses_borders,
    declarations_of,
    declarations_offered,
    joinable_cases,
    kinds_of,
    listed_cases,
    open_cases,
    shown_cases,
    with_first_declaration,
)
from vigie.incidents.selectors.declared import (
    deadlines,
    declaration,
    declared,
    listed_declarations,
    newest_declaration,
    realms,
    to_triage,
)
from vigie.incidents.selectors.grouping import (
    RelatedCase,
    Side,
    operations,
    related_cases,
    side_by_side,
    survivor,
    with_merged,
)
from vigie.incidents.selectors.history import (
    Deed,
    deed_entries,
    deeds_told,
    history,
    recent_history,
)
from vigie.incidents.selectors.indicators import (
    Elsewhere,
    comments_of,
    indicators_of,
    seen_elsewhere,
)
from vigie.incidents.selectors.listed import Listed
from vigie.incidents.selectors.narrowing import (
    EVERYTHING,
    Narrowing,
    Show,
    narrowing_of,
    saved_filters,
)
from vigie.incidents.selectors.notes import (
    note,
    notes_of,
)
from vigie.incidents.selectors.notices import (
    addresses,
    addresses_of,
    lines_of,
    notice,
    notices_for,
    notices_of,
)
from vigie.incidents.selectors.proposals import (
    Grant,
    Proposal,
    later,
    proposals,
)
from vigie.incidents.selectors.search import (
    found,
    found_rows,
)
from vigie.incidents.selectors.set_aside import (
    SetAside,
    set_aside_of,
    set_aside_of_case,
)
from vigie.incidents.selectors.suggestions import (
    Reason,
    Suggestion,
    cases_like,
    cases_like_case,
    waiting_like,
    waiting_like_case,
)
from vigie.incidents.selectors.support import (
    open_support_requests,
    support_of,
    unanswered_support,
)
from vigie.incidents.selectors.tags import (
    tags_of,
    tags_used_lately,
)
from vigie.incidents.selectors.tasks import (
    ListedTask,
    applied_playbooks,
    handlers,
    task,
    tasks_of,
    tasks_to_do,
)
from vigie.incidents.selectors.threads import (
    Addressees,
    addressees,
    only_addressee,
    threads_of,
)
from vigie.incidents.selectors.told import (
    QUALIFICATION,
    Recipient,
)

__all__ = [
    "EVERYTHING",
    "QUALIFICATION",
    "Addressees",
    "CaseSummary",
    "Deed",
    "Elsewhere",
    "Grant",
    "Listed",
    "ListedCase",
    "ListedTask",
    "Narrowing",
    "Proposal",
    "Reason",
    "Recipient",
    "RelatedCase",
    "SetAside",
    "Show",
    "Side",
    "Suggestion",
    "Unopened",
    "addressees",
    "addresses",
    "addresses_of",
    "applied_playbooks",
    "case",
    "cases_by_age",
    "cases_like",
    "cases_like_case",
    "cases_with_messages",
    "closed_cases",
    "comments_of",
    "crosses_borders",
    "deadlines",
    "declaration",
    "declarations_of",
    "declarations_offered",
    "declared",
    "deed_entries",
    "deeds_told",
    "found",
    "found_rows",
    "handlers",
    "history",
    "indicators_of",
    "joinable_cases",
    "kinds_of",
    "later",
    "lines_of",
    "listed_cases",
    "listed_declarations",
    "narrowing_of",
    "newest_declaration",
    "note",
    "notes_of",
    "notice",
    "notices_for",
    "notices_of",
    "only_addressee",
    "open_cases",
    "open_support_requests",
    "operations",
    "proposals",
    "realms",
    "recent_history",
    "related_cases",
    "saved_filters",
    "seen_elsewhere",
    "set_aside_of",
    "set_aside_of_case",
    "shown_cases",
    "side_by_side",
    "support_of",
    "survivor",
    "tags_of",
    "tags_used_lately",
    "task",
    "tasks_of",
    "tasks_to_do",
    "threads_of",
    "to_triage",
    "unanswered_support",
    "unopened",
    "waiting_like",
    "waiting_like_case",
    "with_first_declaration",
    "with_merged",
]
