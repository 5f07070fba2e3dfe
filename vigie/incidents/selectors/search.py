"""Search in what is plain: references, structures, towns, kinds, providers, summaries."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from vigie.accounts.models import User
from vigie.declarations.models import Declaration
from vigie.directory.words import query_words
from vigie.incidents import access
from vigie.incidents.models import Incident, SearchEntry
from vigie.incidents.selectors.cases import with_first_declaration
from vigie.incidents.selectors.declared import with_case


def found(user: User, realm: str, typed: str) -> QuerySet[SearchEntry]:
    """Return what matches what somebody typed and may be seen by them, the newest first.

    Every word must begin a word of what is searched. Accents, case, order and punctuation do not
    count. Those who see cases find a declaration that was taken with its case, the others by
    itself. Whatever is typed, the answer is a list.
    """
    wanted = query_words(typed)
    if not wanted:
        return SearchEntry.objects.none()
    matching = SearchEntry.objects.filter(realm=realm, text__has_words=wanted)
    if access.can_handle(user):
        matching = matching.filter(in_case=False)
    else:
        matching = matching.filter(
            Q(declaration__in=access.visible_declarations(user))
            | Q(incident__in=access.visible_cases(user))
        )
    return matching.order_by("-at", "-id")


def found_rows(entries: Iterable[SearchEntry]) -> list[Any]:
    """Return the cases and declarations of these entries, as lists show them: in two queries."""
    entries = list(entries)
    cases = with_first_declaration(
        Incident.objects.filter(pk__in=[each.incident_id for each in entries if each.incident_id])
    ).in_bulk()
    declarations = with_case(
        Declaration.objects.filter(
            pk__in=[each.declaration_id for each in entries if each.declaration_id]
        )
    ).in_bulk()
    found_by_entry = (
        cases.get(each.incident_id) if each.incident_id else declarations.get(each.declaration_id)
        for each in entries
    )
    return [row for row in found_by_entry if row is not None]
