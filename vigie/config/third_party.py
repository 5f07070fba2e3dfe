"""Who may see the pages that come from other packages: their views carry no declaration.

A route that is in neither our code nor this table is closed, and fails a test.
"""

from vigie.core.audience import Audience

ANYONE = frozenset({Audience.ANYONE})
SIGNED_IN = frozenset({Audience.SIGNED_IN})

AUDIENCES: dict[str, frozenset[Audience]] = {
    # Also how somebody gives up between the password and the code.
    "account_logout": ANYONE,
    "account_inactive": ANYONE,
    "account_reauthenticate": SIGNED_IN,
    "account_change_password": SIGNED_IN,
    # The link that `vigie create_user` prints: its bearer is not signed in yet.
    "account_reset_password_from_key": ANYONE,
    "account_reset_password_from_key_done": ANYONE,
    "mfa_index": SIGNED_IN,
    # Between the password and the code, a person is not signed in yet.
    "mfa_authenticate": ANYONE,
    "mfa_reauthenticate": SIGNED_IN,
    "mfa_view_recovery_codes": SIGNED_IN,
    "mfa_download_recovery_codes": SIGNED_IN,
}
