"""What the desk reads, by subject. Import selectors from here."""

from vigie.incidents.selectors.cases import (
    CaseSummary,
    ListedCase,
    case,
    closed_cases,
    declarations_of,
    joinable_cases,
    open_cases,
)
from vigie.incidents.selectors.declared import (
    deadlines,
    declaration,
    declared,
    realms,
    to_triage,
)
from vigie.incidents.selectors.history import Deed, history

__all__ = [
    "CaseSummary",
    "Deed",
    "ListedCase",
    "case",
    "closed_cases",
    "deadlines",
    "declaration",
    "declarations_of",
    "declared",
    "history",
    "joinable_cases",
    "open_cases",
    "realms",
    "to_triage",
]
