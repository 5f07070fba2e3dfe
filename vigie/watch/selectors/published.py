"""Bulletins that everybody may read. Asks nothing but the tables of what is published."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from vigie.publishing.enums import BULLETINS
from vigie.publishing.models import PublishedArticle, PublishedText
from vigie.publishing.selectors.published import Entry, Listing, page_of
from vigie.watch.enums import Severity
from vigie.watch.facts import Facts
from vigie.watch.models import PublishedBulletin

MOST_WORDS = 8


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which bulletins somebody looks for; empty: all."""

    kind: str = ""
    severity: str = ""
    exploited: bool = False
    # Words of titles and summaries, vendors, products, CVE numbers: each must be found.
    words: str = ""

    @property
    def narrows(self) -> bool:
        """Whether anything is looked for."""
        return self != Wanted()


def listing(
    realm: str, wanted: Wanted, language: str, *, after: str = "", before: str = ""
) -> Listing:
    """Return one page of the bulletins wanted, the newest first."""
    return page_of(_wanted(realm, wanted), language, after=after, before=before)


def facts_of(entries: Iterable[Entry], realm: str) -> dict[str, Facts]:
    """Return the facts of some bulletins by the end of their addresses, in one query."""
    slugs = [entry.slug for entry in entries]
    rows = PublishedBulletin.objects.filter(article__realm=realm, article__slug__in=slugs)
    return {slug: Facts.read(each) for slug, each in rows.values_list("article__slug", "facts")}


def facts(realm: str, slug: str) -> Facts | None:
    """Return the facts of a bulletin by the end of its address; None when there is none."""
    rows = PublishedBulletin.objects.filter(article__realm=realm, article__slug=slug)
    stored = rows.values_list("facts", flat=True).first()
    return Facts.read(stored) if stored else None


def _wanted(realm: str, wanted: Wanted) -> QuerySet[PublishedArticle]:
    kinds = [wanted.kind] if wanted.kind else BULLETINS
    rows = PublishedArticle.objects.filter(realm=realm, kind__in=kinds, withdrawn_at=None)
    if wanted.severity in Severity.values:
        rows = rows.filter(bulletin__severity=wanted.severity)
    if wanted.exploited:
        rows = rows.filter(bulletin__exploited=True)
    return rows.filter(*_found(wanted.words))


def _found(words: str) -> Iterator[Q]:
    for word in words.split()[:MOST_WORDS]:
        said = Q(title__icontains=word) | Q(summary__icontains=word)
        texts = PublishedText.objects.filter(said, article=OuterRef("pk"))
        yield Q(bulletin__named__contains=word.casefold()) | Q(Exists(texts))
