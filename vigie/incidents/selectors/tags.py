"""Tags already used, so that one thing is tagged by one word."""

from django.db.models import QuerySet

from vigie.incidents.models import CaseTag, Incident

# Whatever the number of cases: the last tags given are read, and so many offered.
READ, OFFERED = 1_000, 100


def tags_of(incident: Incident) -> QuerySet[CaseTag]:
    """Return the tags of a case, in their order."""
    return CaseTag.objects.filter(incident=incident)


def tags_used_lately(realm: str) -> list[str]:
    """Return the tags last given to cases of a realm, one spelling each, in their order."""
    lately = CaseTag.objects.filter(realm=realm).order_by("-added_at")
    spelled: dict[str, str] = {}
    for key, tag in lately.values_list("key", "tag")[:READ]:
        spelled.setdefault(key, tag)
    return [spelled[key] for key in sorted(list(spelled)[:OFFERED])]
