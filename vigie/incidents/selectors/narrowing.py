"""What narrows the desk's lists: a view of the work, a region, a kind, a provider."""

from dataclasses import asdict, dataclass
from enum import StrEnum

from django.db.models import Q, QuerySet
from django.utils import timezone

from vigie.accounts.models import User
from vigie.declarations.models import Declaration
from vigie.incidents.models import CaseTag, Incident, SavedFilter
from vigie.incidents.models.tag import tag_key
from vigie.incidents.selectors.threads import cases_with_news, declarations_with_news
from vigie.taxonomy.codes import HelpWanted
from vigie.taxonomy.companies import company_key


class Show(StrEnum):
    """The views of the work that come with Vigie."""

    OPEN = "open"
    MINE = "mine"
    UNLED = "unled"
    LATE = "late"
    HELP = "help"
    MESSAGES = "messages"
    CLOSED = "closed"


# Those of each list.
OF_QUEUE = (Show.OPEN, Show.LATE, Show.HELP, Show.MESSAGES)
OF_CASES = (Show.OPEN, Show.MINE, Show.UNLED, Show.LATE, Show.HELP, Show.MESSAGES, Show.CLOSED)


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """Which rows of a list somebody wants to see."""

    show: Show = Show.OPEN
    # Codes of the schemes region and incident_kind; empty: all.
    region: str = ""
    kind: str = ""
    # The name of a company, in any spelling; empty: all.
    provider: str = ""
    # A tag, in any spelling; of cases alone. Empty: all.
    tag: str = ""

    def as_query(self) -> dict[str, str]:
        """Return what an address says of it: nothing of what is left open."""
        return {
            name: str(value)
            for name, value in asdict(self).items()
            if value and (name, value) != ("show", Show.OPEN)
        }


EVERYTHING = Narrowing()


def saved_filters(owner: User, listing: str) -> QuerySet[SavedFilter]:
    """Return the ways to see a list that a person keeps, by name."""
    return SavedFilter.objects.filter(owner=owner, listing=listing).order_by("name", "id")


def narrowing_of(kept: SavedFilter) -> Narrowing:
    """Return what a saved filter lets through."""
    return Narrowing(
        show=Show(kept.show),
        region=kept.region,
        kind=kept.kind,
        provider=kept.provider,
        tag=kept.tag,
    )


def narrowed_declarations(
    rows: QuerySet[Declaration], realm: str, narrowing: Narrowing
) -> QuerySet[Declaration]:
    """Return those declarations of a realm that the narrowing lets through."""
    wanted = _shown(narrowing.show)
    if narrowing.show == Show.MESSAGES:
        wanted.append(declarations_with_news())
    if narrowing.region:
        wanted.append(Q(region=narrowing.region))
    if narrowing.kind:
        wanted.append(Q(kind=narrowing.kind))
    if narrowing.provider:
        wanted.append(_of_provider("provider_key", narrowing.provider))
    if narrowing.tag:
        # A declaration has none: its case does.
        wanted.append(Q(pk__in=[]))
    return rows.filter(*wanted, realm=realm)


def narrowed_cases(
    rows: QuerySet[Incident], realm: str, narrowing: Narrowing, *, reader: int | None
) -> QuerySet[Incident]:
    """Return those cases of a realm that the narrowing lets through.

    A case belongs to each region that one of its declarations comes from. `reader`: the key of
    who leads what is "mine"; nobody's is nothing.
    """
    wanted = _shown(narrowing.show)
    if narrowing.show == Show.MINE:
        wanted.append(Q(lead=reader) if reader is not None else Q(pk__in=[]))
    if narrowing.show == Show.MESSAGES:
        wanted.append(cases_with_news())
    if narrowing.show == Show.UNLED:
        wanted.append(Q(lead=None))
    if narrowing.kind:
        wanted.append(Q(kind=narrowing.kind))
    if narrowing.region:
        several = Q(regions__startswith=" ", regions__contains=f" {narrowing.region} ")
        wanted.append(Q(regions=narrowing.region) | several)
    if narrowing.provider:
        wanted.append(_of_provider("listed_provider", narrowing.provider))
    if narrowing.tag:
        tagged = CaseTag.objects.filter(key=tag_key(narrowing.tag))
        wanted.append(Q(pk__in=tagged.values("incident")))
    return rows.filter(*wanted, realm=realm)


def _of_provider(column: str, name: str) -> Q:
    """Return what keeps the rows of a provider; a name without a letter is nobody's."""
    key = company_key(name)
    # The second condition is that of the index.
    return Q(**{column: key}) & ~Q(**{column: ""}) if key else Q(pk__in=[])


def _shown(show: Show) -> list[Q]:
    if show == Show.LATE:
        return [Q(lateness__lt=timezone.now())]
    if show == Show.HELP:
        return [~Q(help_wanted=HelpWanted.NONE)]
    return []
