"""The threads of a case, as far as may be told without opening them."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from vigie.core.row_by_row import holds_one
from vigie.declarations.models import Declaration, Receipt
from vigie.declarations.selectors import unread_at_desk
from vigie.incidents.models import Incident, IncidentDeclaration


@dataclass(frozen=True)
class Addressees:
    """The declarants of a case who can be written to."""

    count: int
    # Declared by an import or the like: nobody holds a receipt.
    unreachable: int
    # What they declared in, the language of most of them first.
    languages: tuple[str, ...]


def has_news() -> Coalesce:
    """Return whether a declaration holds a message that the desk has not read."""
    return holds_one(unread_at_desk().filter(declaration=OuterRef("pk")))


def case_has_news() -> Coalesce:
    """Return whether a case holds a message that the desk has not read."""
    return holds_one(unread_at_desk().filter(declaration__incident_link__incident=OuterRef("pk")))


def declarations_with_news() -> Q:
    """Return what keeps the declarations with a message that the desk has not read."""
    return Q(pk__in=unread_at_desk().order_by().values("declaration"))


def cases_with_news() -> Q:
    """Return what keeps the cases with a message that the desk has not read."""
    unread = unread_at_desk().order_by().values("declaration")
    return Q(pk__in=IncidentDeclaration.objects.filter(declaration__in=unread).values("incident"))


def threads_of(incident: Incident) -> QuerySet[Declaration]:
    """Return the declarations of a case, each with its thread, first received first."""
    return (
        Declaration.objects.filter(incident_link__incident=incident)
        .annotate(reachable=_reachable())
        .order_by("received_at", "id")
    )


def addressees(incident: Incident) -> Addressees:
    """Return who of a case can be written to, in one query."""
    gathered = Declaration.objects.filter(incident_link__incident=incident)
    rows = list(gathered.values_list("language", _reachable()))
    languages = Counter(language for language, reachable in rows if reachable)
    count = sum(languages.values())
    return Addressees(
        count=count,
        unreachable=len(rows) - count,
        languages=tuple(language for language, _number in languages.most_common()),
    )


def only_addressee(incident: Incident) -> Declaration | None:
    """Return the declaration whose declarant alone can be written to; None if there are more."""
    gathered = Declaration.objects.filter(incident_link__incident=incident)
    found = list(gathered.filter(_reachable())[:2])
    return found[0] if len(found) == 1 else None


def _reachable() -> Exists:
    held = Receipt.objects.filter(declaration_id=OuterRef("pk")).exclude(declarant_recipient="")
    return Exists(held)
