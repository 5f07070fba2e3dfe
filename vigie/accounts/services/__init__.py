"""Writes of this floor, by use case. Import them from here."""

from vigie.accounts.services.accounts import (
    AccountExists,
    change_scope,
    create_account,
    demonstration_account,
    one_time_link,
)
from vigie.accounts.services.changes import (
    Asked,
    CannotDecide,
    ask,
    ask_invitation,
    decide,
)
from vigie.accounts.services.closing import LastAdministrator, deactivate, end_sessions

__all__ = [
    "AccountExists",
    "Asked",
    "CannotDecide",
    "LastAdministrator",
    "ask",
    "ask_invitation",
    "change_scope",
    "create_account",
    "deactivate",
    "decide",
    "demonstration_account",
    "end_sessions",
    "one_time_link",
]
