"""Writes of this floor, by use case. Import them from here."""

from vigie.incidents.services.actors import journal_name
from vigie.incidents.services.closing import close, reopen
from vigie.incidents.services.qualification import QualificationValues, qualify
from vigie.incidents.services.refusals import (
    AlreadyTaken,
    CannotLead,
    CaseClosed,
    CaseOpen,
    NotQualified,
    OtherRealm,
    Refusal,
    StaleQualification,
)
from vigie.incidents.services.standing import refresh_standing, refresh_standings
from vigie.incidents.services.triage import assign_lead, take, take_into

__all__ = [
    "AlreadyTaken",
    "CannotLead",
    "CaseClosed",
    "CaseOpen",
    "NotQualified",
    "OtherRealm",
    "QualificationValues",
    "Refusal",
    "StaleQualification",
    "assign_lead",
    "close",
    "journal_name",
    "qualify",
    "refresh_standing",
    "refresh_standings",
    "reopen",
    "take",
    "take_into",
]
