"""Who decides what machines are told, and which records may be told at all."""

from django.conf import settings

from vigie.accounts.access import decides
from vigie.accounts.models import User
from vigie.core.realm import notifies
from vigie.subscriptions.models import Subscription


def can_approve(user: User, subscription: Subscription) -> bool:
    """Tell whether this person may let a subscription begin: never one that they made."""
    return decides(user) and user.pk != subscription.made_by_id


def may_be_told(realm: str) -> bool:
    """Tell whether machines may be told of records of this realm.

    What is real, and an exercise of a subscription that names it; a demonstration and a history
    tell nobody.
    """
    return (notifies(realm) or realm.startswith("exercise:")) and not settings.VIGIE_DEMO
