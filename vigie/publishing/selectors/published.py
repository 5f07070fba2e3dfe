"""What the public reads. Asks nothing but the two tables of what is published."""

from collections.abc import Iterable, Iterator, Sequence
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


def latest(realm: str, kind: Kind, language: str, *, number: int) -> list[Entry]:
    """Return the articles of a kind published last, the newest first."""
    rows = _in_order(_standing(realm, kind))[:number]
    return [_entry(row, language) for row in rows]


def listing(realm: str, kind: Kind, language: str, *, after: str = "", before: str = "") -> Listing:
    """Return one page of the articles of a kind, the newest first."""
    rows = _in_order(_standing(realm, kind))
    page = keyset.page(rows, size=PAGE_SIZE, after=after, before=before)
    return Listing([_entry(row, language) for row in page], page.earlier, page.later)


def all_entries(realm: str, kind: Kind, language: str) -> Iterator[Entry]:
    """Yield every article of a kind that stands, for a map of the site."""
    for row in _in_order(_standing(realm, kind)):
        yield _entry(row, language)


def in_language(realm: str, kind: Kind, language: str, *, number: int) -> list[Entry]:
    """Return the latest articles that exist in this language, for its feed."""
    rows = _standing(realm, kind).filter(texts__language=language)
    return [_entry(row, language) for row in _in_order(rows)[:number]]


def last_change(realm: str, kind: Kind) -> datetime | None:
    """Return when anything of this kind was last published, revised or withdrawn."""
    rows = PublishedArticle.objects.filter(realm=realm, kind=kind)
    at: datetime | None = rows.aggregate(at=Max("changed_at"))["at"]
    return at


def article(realm: str, kind: Kind, slug: str, language: str) -> Reading | Withdrawn | None:
    """Return an article, what is left of one that was withdrawn, or None when there is none."""
    texts = Prefetch("texts", PublishedText.objects.order_by("language"))
    found = PublishedArticle.objects.filter(realm=realm, kind=kind, slug=slug)
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


def _standing(realm: str, kind: Kind) -> QuerySet[PublishedArticle]:
    return PublishedArticle.objects.filter(realm=realm, kind=kind, withdrawn_at=None)


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
