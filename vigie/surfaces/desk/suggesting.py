"""What may be one incident, ready to be shown, and why."""

from datetime import timedelta

from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from vigie.accounts.models import User
from vigie.declarations.models import Declaration
from vigie.incidents import access
from vigie.incidents.models import Incident
from vigie.incidents.selectors import case

# More would be read by nobody; those that are left come up as the first are dealt with.
MOST_SHOWN = 100


def gap_words(gap: timedelta) -> str:
    """Return a length of time in its largest unit."""
    if gap < timedelta(minutes=1):
        return _("less than a minute")
    now = timezone.now()
    return timesince(now - gap, now, depth=1)


def judged(user: User, reference: str, realm: str) -> Declaration | Incident | None:
    """Return the declaration or the case of this reference, None where there is none to see."""
    declarations = access.visible_declarations(user).filter(realm=realm, reference=reference)
    try:
        return declarations.first() or case(user, reference)
    except Incident.DoesNotExist:
        return None
