"""Who writes articles, and who publishes them."""

from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.publishing.models import Article

WRITERS = frozenset({Role.ANALYST, Role.DUTY_LEAD, Role.ADMINISTRATOR})


def can_write(user: User) -> bool:
    """Tell whether this person writes articles."""
    return user.is_active and user.role in WRITERS


def can_publish(user: User, article: Article) -> bool:
    """Tell whether this person publishes this article, or withdraws it.

    A duty lead, at night alone with an alert, needs nobody. An administrator publishes what
    somebody else wrote last.
    """
    if not user.is_active:
        return False
    if user.role == Role.DUTY_LEAD:
        return True
    return user.role == Role.ADMINISTRATOR and article.written_by_id != user.pk
