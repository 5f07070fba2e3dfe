"""People who sign in, and what is asked for their accounts. Import models from here."""

from vigie.accounts.models.change import AccountChange
from vigie.accounts.models.token import ApiToken
from vigie.accounts.models.user import AUDIENCES_OF_ROLE, User, UserManager

__all__ = ["AUDIENCES_OF_ROLE", "AccountChange", "ApiToken", "User", "UserManager"]
