"""What was suggested, and judged not to be one event: to be read, and taken back."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from vigie.accounts.models import User
from vigie.declarations.models import Declaration
from vigie.incidents import access
from vigie.incidents.models import Dismissal, Incident
from vigie.incidents.selectors.grouping import with_merged

# The last ones: nobody reads more.
MOST_SET_ASIDE = 100


@dataclass(frozen=True)
class SetAside:
    """One judgement, and what was judged to be apart from what is read."""

    dismissal: Dismissal
    other: Declaration | Incident

    @property
    def of_a_case(self) -> bool:
        """Whether it is a case that was set aside."""
        return isinstance(self.other, Incident)


def set_aside_of_case(user: User, incident: Incident) -> list[SetAside]:
    """Return what is not suggested for a case any more, the last judged first.

    It was judged of the case, of one merged into it, or of a declaration before it was taken.
    """
    gathered = Declaration.objects.filter(incident_link__incident=incident)
    keys = with_merged([incident.pk]) | set(gathered.values_list("pk", flat=True))
    return _set_aside(user, incident.realm, keys)


def set_aside_of(user: User, declaration: Declaration) -> list[SetAside]:
    """Return what is not suggested for a waiting declaration any more, the last judged first."""
    return _set_aside(user, declaration.realm, {declaration.pk})


def _set_aside(user: User, realm: str, own: Collection[uuid.UUID]) -> list[SetAside]:
    judged = (
        Dismissal.objects.filter(Q(first__in=own) | Q(second__in=own), realm=realm)
        # Judged apart, and brought together since: a judgement that nothing waits for.
        .exclude(first__in=own, second__in=own)
        .select_related("dismissed_by")
        .order_by("-dismissed_at", "-id")[:MOST_SET_ASIDE]
    )
    others = {each: each.second if each.first in own else each.first for each in judged}
    found: dict[uuid.UUID, Declaration | Incident] = {
        **access.visible_declarations(user).in_bulk(list(others.values())),
        **access.visible_cases(user).in_bulk(list(others.values())),
    }
    return [SetAside(each, found[key]) for each, key in others.items() if key in found]
