"""Writes of this floor, by use case. Import them from here."""

from vigie.accounts.services.accounts import (
    AccountExists,
    change_scope,
    create_account,
    demonstration_account,
)
from vigie.accounts.services.changes import (
    Asked,
    CannotDecide,
    ask,
    ask_invitation,
    decide,
)
from vigie.accounts.services.closing import (
    LastAdministrator,
    deactivate,
    end_session,
    end_sessions,
    revoke_token,
)
from vigie.accounts.services.deciders import tell_deciders
from vigie.accounts.services.factors import (
    FACTORS,
    LastFactor,
    drop_application,
    is_last_factor,
    note_recovery_codes,
    remove_factor,
    rename_passkey,
    tell_of_factor,
)
from vigie.accounts.services.identities import (
    PROVIDER,
    NotKnown,
    UnverifiedAddress,
    has_identity,
    link_identity,
    owner_of,
)
from vigie.accounts.services.passwords import needs_code, one_time_link, opens, set_password
from vigie.accounts.services.tokens import (
    LONGEST,
    CannotMake,
    Wanted,
    approve_token,
    ask_token,
    check_token,
    make_token,
)

__all__ = [
    "FACTORS",
    "LONGEST",
    "PROVIDER",
    "AccountExists",
    "Asked",
    "CannotDecide",
    "CannotMake",
    "LastAdministrator",
    "LastFactor",
    "NotKnown",
    "UnverifiedAddress",
    "Wanted",
    "approve_token",
    "ask",
    "ask_invitation",
    "ask_token",
    "change_scope",
    "check_token",
    "create_account",
    "deactivate",
    "decide",
    "demonstration_account",
    "drop_application",
    "end_session",
    "end_sessions",
    "has_identity",
    "is_last_factor",
    "link_identity",
    "make_token",
    "needs_code",
    "note_recovery_codes",
    "one_time_link",
    "opens",
    "owner_of",
    "remove_factor",
    "rename_passkey",
    "revoke_token",
    "set_password",
    "tell_deciders",
    "tell_of_factor",
]
