"""Who at the desk may give a declarant a new receipt code."""

from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.declarations.models import CodeReplacement

# Those who answer for cases may open what is sealed already; to give a code takes two of them.
REPLACERS = frozenset({Role.ANALYST, Role.DUTY_LEAD})


def can_replace(user: User) -> bool:
    """Tell whether this person may ask for a new code, and issue what they asked for."""
    return user.is_active and user.role in REPLACERS


def can_approve(user: User, replacement: CodeReplacement) -> bool:
    """Tell whether this person may decide: never what they asked for themselves."""
    return can_replace(user) and user.pk != replacement.asked_by_id
