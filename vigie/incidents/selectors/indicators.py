"""Indicators of a case, and the other cases that have the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from vigie.accounts.models import User
from vigie.incidents import access
from vigie.incidents.models import Incident, Indicator
from vigie.incidents.selectors.grouping import with_merged
from vigie.taxonomy.terms import scheme

# A mail provider may be in thousands of cases: so many are named, the rest is counted.
NAMED = 5
MOST_SEEN = 2_000


@dataclass
class Elsewhere:
    """The other cases that have an indicator: the newest by reference, and how many more."""

    references: list[str] = field(default_factory=list)
    more: int = 0


def indicators_of(incident: Incident, *, tlp_at_most: str = "RED") -> QuerySet[Indicator]:
    """Return the indicators of a case by type and value; those whose TLP allows at least that.

    A merged case has none: its survivor has them, at the strictest marking of both.
    """
    if incident.merged_into_id is not None:
        return Indicator.objects.none()
    # From RED, which nobody else may see, to CLEAR, which all may.
    strictness = scheme("tlp").codes
    allowed = strictness[strictness.index(tlp_at_most) :]
    return (
        Indicator.objects.filter(incident=incident, tlp__in=allowed)
        .select_related("added_by")
        .order_by("kind", "value", "id")
    )


def comments_of(incident: Incident) -> QuerySet[Indicator]:
    """Return the indicators of a case of which something sealed is said.

    With them, those of cases merged into it that say something of one that it has.
    """
    own = Indicator.objects.filter(incident=incident)
    said = Indicator.objects.filter(incident__in=with_merged([incident.pk]), comment__isnull=False)
    return said.filter(digest__in=own.values("digest")).order_by("added_at", "id")


def seen_elsewhere(
    user: User, incident: Incident, digests: Sequence[str]
) -> Mapping[str, Elsewhere]:
    """Return, by digest, the other cases of the same realm that have it and that one may see.

    What a merged case has, its survivor has.
    """
    cases = access.visible_cases(user).filter(realm=incident.realm, merged_into=None)
    rows = (
        Indicator.objects.filter(digest__in=digests)
        .filter(incident__in=cases)
        .exclude(incident=incident)
        .order_by("-id")
        .values_list("digest", "incident__reference")[:MOST_SEEN]
    )
    found: dict[str, Elsewhere] = {}
    for digest, reference in rows:
        seen = found.setdefault(digest, Elsewhere())
        if len(seen.references) < NAMED:
            seen.references.append(reference)
        else:
            seen.more += 1
    return found
