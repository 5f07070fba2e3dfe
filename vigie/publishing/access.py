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
    """Tell whether this person publishes this article, or withdraws it.

    A duty lead, at night alone with news, needs nobody. An administrator publishes what somebody
    else wrote last; so does a duty lead where it is a bulletin, on which others act.
    """
    if not user.is_active or user.role not in PUBLISHERS:
        return False
    alone = user.role == Role.DUTY_LEAD and article.kind not in BULLETINS
    return alone or article.written_by_id != user.pk
