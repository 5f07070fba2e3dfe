"""What the public reads. Asks nothing but the two tables of what is published."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Prefetch, QuerySet
from django.utils.safestring import SafeString

from vigie.core import keyset
from vigie.publishing.enums import Kind
from vigie.publishing.models import PublishedArticle, PublishedText
from vigie.publishing.rendering import rendered

# In which language an article is offered to whom has none of theirs, best known first.
FALLBACKS = ("en", "fr", "es")
PAGE_SIZE = 20

Kinds = Collection[Kind]


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as a list shows it: in the language asked for, or else in one that it has."""

    kind: str
    slug: str
    published_at: datetime
    revised_at: datetime
    language: str
    title: str
    summary: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of a list, and the cursors of the pages around it, empty where there is none."""

    entries: Sequence[Entry]
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a later version changed."""

    version: int
    at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Reading:
    """An article in one language, ready to be shown."""

    entry: Entry
    body: SafeString
    version: int
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An article that was published once."""

    at: datetime
    reason: str
    language: str


def latest(realm: str, kinds: Kinds, language: str, *, number: int) -> list[Entry]:
    """Return the articles of some kinds published last, the newest first."""
    return entries_of(_standing(realm, kinds), language, number=number)


def listing(
    realm: str, kinds: Kinds, language: str, *, after: str = "", before: str = ""
) -> Listing:
    """Return one page of the articles of some kinds, the newest first."""
    return page_of(_standing(realm, kinds), language, after=after, before=before)


def entries_of(rows: QuerySet[PublishedArticle], language: str, *, number: int) -> list[Entry]:
    """Return the first of some published articles, the newest first."""
    return [_entry(row, language) for row in _in_order(rows)[:number]]


def page_of(
    rows: QuerySet[PublishedArticle], language: str, *, after: str = "", before: str = ""
) -> Listing:
    """Return one page of some published articles, the newest first."""
    page = keyset.page(_in_order(rows), size=PAGE_SIZE, after=after, before=before)
    return Listing([_entry(row, language) for row in page], page.earlier, page.later)


def all_entries(realm: str, kinds: Kinds, language: str) -> Iterator[Entry]:
    """Yield every article of some kinds that stands, for a map of the site."""
    for row in _in_order(_standing(realm, kinds)):
        yield _entry(row, language)


def in_language(realm: str, kinds: Kinds, language: str, *, number: int) -> list[Entry]:
    """Return the latest articles that exist in this language, for its feed."""
    rows = _standing(realm, kinds).filter(texts__language=language)
    return entries_of(rows, language, number=number)


def last_change(realm: str, kinds: Kinds) -> datetime | None:
    """Return when anything of these kinds was last published, revised or withdrawn."""
    rows = PublishedArticle.objects.filter(realm=realm, kind__in=kinds)
    at: datetime | None = rows.aggregate(at=Max("changed_at"))["at"]
    return at


def article(realm: str, kinds: Kinds, slug: str, language: str) -> Reading | Withdrawn | None:
    """Return an article, what is left of one that was withdrawn, or None when there is none."""
    texts = Prefetch("texts", PublishedText.objects.order_by("language"))
    found = PublishedArticle.objects.filter(realm=realm, kind__in=kinds, slug=slug)
    row = found.prefetch_related(texts).first()
    if row is None:
        return None
    if row.withdrawn_at:
        spoken = _spoken(row.reasons, language)
        return Withdrawn(row.withdrawn_at, row.reasons[spoken], spoken)
    entry = _entry(row, language)
    body = next(each.body for each in row.texts.all() if each.language == entry.language)
    return Reading(
        entry=entry,
        body=rendered(body, entry.language),
        version=row.version,
        changes=list(_changes(row, entry.language)),
    )


def _standing(realm: str, kinds: Kinds) -> QuerySet[PublishedArticle]:
    return PublishedArticle.objects.filter(realm=realm, kind__in=kinds, withdrawn_at=None)


def _in_order(rows: QuerySet[PublishedArticle]) -> QuerySet[PublishedArticle]:
    texts = PublishedText.objects.defer("body").order_by("language")
    return rows.order_by("-published_at", "-id").prefetch_related(Prefetch("texts", texts))


def _entry(row: PublishedArticle, language: str) -> Entry:
    texts = {each.language: each for each in row.texts.all()}
    text = texts[_spoken(texts, language)]
    return Entry(
        kind=row.kind,
        slug=row.slug,
        published_at=row.published_at,
        revised_at=row.revised_at,
        language=text.language,
        title=text.title,
        summary=text.summary,
        languages=tuple(texts),
    )


def _spoken(known: Iterable[str], language: str) -> str:
    """Return the language asked for if it is known, else the one that most can read."""
    languages = list(known)
    return next(each for each in (language, *FALLBACKS, *languages) if each in languages)


def _changes(row: PublishedArticle, language: str) -> Iterator[Change]:
    for each in row.history:
        if note := each["notes"].get(language):
            yield Change(each["version"], datetime.fromisoformat(each["at"]), note)
