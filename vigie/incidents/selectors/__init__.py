"""What the desk reads, by subject. Import selectors from here."""

from vigie.incidents.selectors.cases import (
    CaseSummary,
    ListedCase,
    case,
    closed_cases,
    crosses_borders,
    declarations_of,
    joinable_cases,
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
from vigie.incidents.selectors.history import Deed, history
from vigie.incidents.selectors.narrowing import EVERYTHING, Narrowing, Show

__all__ = [
    "EVERYTHING",
    "CaseSummary",
    "Deed",
    "ListedCase",
    "Narrowing",
    "Show",
    "case",
    "closed_cases",
    "crosses_borders",
    "deadlines",
    "declaration",
    "declarations_of",
    "declared",
    "history",
    "joinable_cases",
    "newest_declaration",
    "open_cases",
    "realms",
    "to_triage",
]
