"""The cases of the desk, and what they gather."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypedDict

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django_stubs_ext import WithAnnotations

from vigie.accounts.models import User
from vigie.core.prepared import once_a_thread
from vigie.declarations.models import Declaration
from vigie.directory.words import query_words
from vigie.incidents import access
from vigie.incidents.models import CaseTag, Incident, IncidentDeclaration
from vigie.incidents.models.case import STANDING
from vigie.incidents.selectors.additions import additions_to_case, additions_to_declaration
from vigie.incidents.selectors.narrowing import EVERYTHING, Narrowing, Show, narrowed_cases
from vigie.incidents.selectors.threads import case_has_news
from vigie.taxonomy.codes import Touched

# Of the newest cases, those that a choice offers.
MOST_OFFERED = 50


class CaseSummary(TypedDict):
    """What a list says of a case beside its own columns."""

    declaration_count: int
    # Of the first declaration received.
    structure_name: str
    structure_town: str
    listed_tags: list[CaseTag]
    # A declarant wrote, and nobody of the desk has opened it.
    has_news: bool
    # A declarant added a report, or a file, and nobody of the desk has opened it.
    has_new_report: bool
    has_new_file: bool


if TYPE_CHECKING:
    # The alias cannot be subscripted when it runs on Python 3.11.
    ListedCase = WithAnnotations[Incident, CaseSummary]
else:
    ListedCase = Incident


def open_cases(
    realm: str, narrowing: Narrowing = EVERYTHING, *, reader: int | None = None
) -> QuerySet[Incident]:
    """Return the open cases: the most dangerous, then the most overdue, then the oldest first."""
    return narrowed_cases(_open(), realm, narrowing, reader=reader)


@once_a_thread
def _open() -> QuerySet[Incident]:
    return Incident.objects.filter(closed_at=None).order_by(*STANDING)


def closed_cases(
    realm: str, narrowing: Narrowing = EVERYTHING, *, reader: int | None = None
) -> QuerySet[Incident]:
    """Return the closed cases, last closed first, but those that another one stands for."""
    closed = Incident.objects.filter(closed_at__isnull=False, merged_into=None)
    return narrowed_cases(closed, realm, narrowing, reader=reader).order_by("-closed_at", "-id")


def cases_with_messages(
    realm: str, narrowing: Narrowing = EVERYTHING, *, reader: int | None = None
) -> QuerySet[Incident]:
    """Return the cases, closed ones too, with a message that nobody has read: gravest first."""
    found = narrowed_cases(Incident.objects.all(), realm, narrowing, reader=reader)
    return found.order_by(*STANDING)


def shown_cases(realm: str, reader: int, narrowing: Narrowing) -> QuerySet[Incident]:
    """Return the cases that a way to see them lists, to the person of this key."""
    lists = {Show.CLOSED: closed_cases, Show.MESSAGES: cases_with_messages}
    return lists.get(narrowing.show, open_cases)(realm, narrowing, reader=reader)


def cases_by_age(user: User, realm: str) -> QuerySet[ListedCase]:
    """Return every case that this person may see, in an order that no change moves."""
    visible = access.visible_cases(user).filter(realm=realm).select_related("merged_into")
    return with_first_declaration(visible).order_by("id")


def case(user: User, reference: str) -> Incident:
    """Return a case that this person may see, or raise Incident.DoesNotExist."""
    visible = access.visible_cases(user).select_related(
        "lead", "merged_into", "qualification__qualified_by"
    )
    return visible.get(reference=reference)


def declarations_of(incident: Incident) -> QuerySet[Declaration]:
    """Return the declarations of a case, first received first, each with what is new in it."""
    return (
        Declaration.objects.filter(incident_link__incident=incident)
        .annotate(**additions_to_declaration())
        .select_related("incident_link__taken_by")
        .order_by("received_at", "id")
    )


def declarations_offered(
    incident: Incident, typed: str = "", *, most: int
) -> tuple[list[Declaration], bool]:
    """Return declarations of a case to choose one from, at most `most`; whether there are others.

    `typed`: words that begin those of a name, a town, a number or a reference; all of them.
    """
    found = Declaration.objects.filter(incident_link__incident=incident)
    if typed.strip():
        words = query_words(typed)
        said = Q(search_entry__text__has_words=words) if words else Q(pk__in=[])
        found = found.filter(said | Q(structure__finess=typed.strip()))
    rows = list(found.order_by("received_at", "id")[: most + 1])
    return rows[:most], len(rows) > most


def crosses_borders(incident: Incident) -> bool:
    """Tell whether a declaration of the case says that another country is touched, or could be."""
    abroad = Declaration.objects.filter(incident_link__incident=incident, cross_border=Touched.YES)
    return abroad.exists()


def joinable_cases(
    declaration: Declaration, suggested: Sequence[Incident] = ()
) -> list[ListedCase]:
    """Return open cases that may take this declaration in: those suggested, then the newest."""
    open_ones = Incident.objects.filter(realm=declaration.realm, closed_at=None)
    newest = open_ones.order_by("-opened_at", "-id").values_list("pk", flat=True)
    keys = [each.pk for each in suggested if each.closed_at is None]
    keys += [key for key in newest[:MOST_OFFERED] if key not in keys]
    listed = {each.pk: each for each in with_first_declaration(open_ones.filter(pk__in=keys))}
    return [listed[key] for key in keys if key in listed]


@once_a_thread
def listed_cases() -> QuerySet[ListedCase]:
    """Return all cases, each with what a list says of it."""
    return with_first_declaration(Incident.objects.all())


def with_first_declaration(incidents: QuerySet[Incident]) -> QuerySet[ListedCase]:
    """Say on each case how many declarations it gathers, what the first is about, and its tags."""
    first = Declaration.objects.filter(incident_link__incident=OuterRef("pk")).order_by(
        "received_at", "id"
    )
    # Counted row by row: a join would count the whole list to show one page of it.
    gathered = (
        IncidentDeclaration.objects.filter(incident=OuterRef("pk"))
        .order_by()
        .values("incident")
        .annotate(number=Count("pk"))
    )
    new = additions_to_case()
    detailed = incidents.select_related("lead", "qualification").prefetch_related(
        Prefetch("tags", to_attr="listed_tags")
    )
    return detailed.annotate(
        declaration_count=Coalesce(Subquery(gathered.values("number")), Value(0)),
        structure_name=Subquery(first.values("structure_name")[:1]),
        structure_town=Subquery(first.values("structure_town")[:1]),
        has_news=case_has_news(),
        has_new_report=new["has_new_report"],
        has_new_file=new["has_new_file"],
    )


def kinds_of(incident: Incident) -> set[str]:
    """Return the kinds of a case: as the CSIRT qualified it, else as it was declared."""
    if hasattr(incident, "qualification"):
        return {incident.qualification.kind}
    return set(declarations_of(incident).order_by().values_list("kind", flat=True))
