"""Who may ask for and decide what becomes of accounts."""

from django.db.models import QuerySet

from vigie.accounts.enums import Role
from vigie.accounts.models import AccountChange, ApiToken, User

# A duty lead knows who works at the desk: a small team has but one administrator.
DECIDERS = frozenset({Role.ADMINISTRATOR, Role.DUTY_LEAD})


def decides(user: User) -> bool:
    """Tell whether this person decides at all of what others ask for accounts and programs."""
    return user.is_active and user.role in DECIDERS


def deciders() -> QuerySet[User]:
    """Return the people who decide what others ask for accounts and programs."""
    return User.objects.filter(is_active=True, role__in=DECIDERS).order_by("pk")


def can_decide(user: User, change: AccountChange) -> bool:
    """Tell whether this person may decide: never what they asked for, nor of their own account."""
    own = {change.asked_by_id, change.account_id}
    return decides(user) and user.pk not in own


def can_approve(user: User, token: ApiToken) -> bool:
    """Tell whether this person may let a token open: never one that they made."""
    return decides(user) and user.pk != token.made_by_id
