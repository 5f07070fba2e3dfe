"""Indicators of compromise, found in what analysts paste or send: text, mail or table.

Nothing here stores or logs what it reads.
"""

from vigie.incidents.indicators.extraction import LONGEST_PASTED, Candidate, Found, find
from vigie.incidents.indicators.mail import UnreadableMail, find_in_mail
from vigie.incidents.indicators.table import UnreadableTable, find_in_table
from vigie.incidents.indicators.values import NotAnIndicator, defanged, normalised

__all__ = [
    "LONGEST_PASTED",
    "Candidate",
    "Found",
    "NotAnIndicator",
    "UnreadableMail",
    "UnreadableTable",
    "defanged",
    "find",
    "find_in_mail",
    "find_in_table",
    "normalised",
]
