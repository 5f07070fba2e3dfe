"""Who writes articles, and who publishes them."""

from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.publishing.enums import BULLETINS
from vigie.publishing.models import Article

WRITERS = frozenset({Role.ANALYST, Role.DUTY_LEAD, Role.ADMINISTRATOR})
PUBLISHERS = frozenset({Role.DUTY_LEAD, Role.ADMINISTRATOR})


def can_write(user: User) -> bool:
    """Tell whether this person writes articles."""
    return user.is_active and user.role in WRITERS


def can_publish(user: User, article: Article) -> bool:
    """Tell whether this person publishes this article.

    A duty lead, at night alone with news, needs nobody. An administrator publishes what somebody
    else wrote last; so does a duty lead where it is a bulletin, on which others act.
    """
    if article.kind in BULLETINS:
        return _leads_or_administers(user) and article.written_by_id != user.pk
    return can_withdraw(user, article)


def can_withdraw(user: User, article: Article) -> bool:
    """Tell whether this person takes this article away: what is wrong waits for no second lead."""
    if not _leads_or_administers(user):
        return False
    return user.role == Role.DUTY_LEAD or article.written_by_id != user.pk


def _leads_or_administers(user: User) -> bool:
    return user.is_active and user.role in PUBLISHERS
