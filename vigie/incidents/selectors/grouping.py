"""What was merged, split and linked, and what became of a merged case."""

import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from vigie.declarations.models import Declaration
from vigie.incidents.models import CaseLink, CaseOperation, Incident


def survivor(incident: Incident) -> Incident:
    """Return the case that a merged one has become, after however many mergings; else itself."""
    while incident.merged_into is not None:
        incident = incident.merged_into
    return incident


def with_merged(keys: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Return these cases and all that were merged into them, after however many mergings."""
    known = set(keys)
    newer = known
    while newer:
        merged = Incident.objects.filter(merged_into__in=newer).values_list("pk", flat=True)
        newer = set(merged) - known
        known |= newer
    return known


def merged_into_each(keys: Collection[uuid.UUID]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Return, for each of these cases, those merged into it, after however many mergings."""
    merged: dict[uuid.UUID, set[uuid.UUID]] = {}
    standing_for = {key: key for key in keys}
    while standing_for:
        newer = Incident.objects.filter(merged_into__in=standing_for)
        pairs = newer.values_list("pk", "merged_into_id")
        standing_for = {pk: standing_for[into] for pk, into in pairs}
        for pk, survivor_key in standing_for.items():
            merged.setdefault(survivor_key, set()).add(pk)
    return merged


@dataclass(frozen=True)
class RelatedCase:
    """A case linked to the one read, as it is now."""

    link: CaseLink
    incident: Incident


def related_cases(incident: Incident) -> list[RelatedCase]:
    """Return the cases linked to this one, or to one merged into it, first linked first."""
    own = with_merged([incident.pk])
    links = CaseLink.objects.filter(
        Q(first__in=own) | Q(second__in=own), removed_at=None
    ).select_related("first__merged_into", "second__merged_into", "linked_by")
    related = [
        RelatedCase(link, survivor(link.second if link.first_id in own else link.first))
        for link in links
    ]
    return [each for each in related if each.incident.pk != incident.pk]


@dataclass(frozen=True)
class Side:
    """A case beside another one, before they are merged."""

    incident: Incident
    count: int
    # The first declaration received.
    first: Declaration | None


def side_by_side(*incidents: Incident) -> list[Side]:
    """Return what tells cases from one another."""
    sides = []
    for each in incidents:
        gathered = Declaration.objects.filter(incident_link__incident=each)
        first = gathered.order_by("received_at", "id").first()
        sides.append(Side(each, gathered.count(), first))
    return sides


def operations(incident: Incident) -> list[CaseOperation]:
    """Return what was merged into this case, split out of it or into it, newest first."""
    return list(
        CaseOperation.objects.filter(Q(source=incident) | Q(target=incident))
        .select_related("source", "target", "done_by", "undone_by")
        .order_by("-done_at", "-id")
    )
