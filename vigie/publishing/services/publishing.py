"""Publishing: what the public reads changes here only, by a version that says what changed."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.publishing import access
from vigie.publishing.enums import State
from vigie.publishing.models import Article, ArticleVersion, PublishedArticle, PublishedText
from vigie.publishing.services.writing import as_read, record

# What changed or why, by language.
Words = Mapping[str, str]


class CannotPublish(Exception):  # noqa: N818 - reads as the answer it is
    """This person does not publish this article: see `vigie.publishing.access`."""


class NothingNew(Exception):  # noqa: N818 - reads as the answer it is
    """The public reads this very text already."""


class NotPublished(Exception):  # noqa: N818 - reads as the answer it is
    """It is not before the public."""


class Unexplained(ValueError):  # noqa: N818 - reads as the answer it is
    """What changed, or why, must be said in each language of the article."""


@transaction.atomic
def publish(
    article: Article, *, revision: int, actor: User | None, at: datetime | None = None
) -> Article:
    """Publish an article for the first time, as whoever names the revision read it.

    Raises CannotPublish, ChangedMeanwhile; NothingNew when it was published already.
    """
    current = _as_read_by_a_publisher(article, revision, actor)
    if current.state != State.DRAFT:
        raise NothingNew
    return _publish(current, {}, actor, at or timezone.now())


@transaction.atomic
def revise(
    article: Article,
    *,
    revision: int,
    notes: Words,
    actor: User | None,
    at: datetime | None = None,
) -> Article:
    """Publish a further version, which says what changed; a withdrawn article stands again.

    Raises CannotPublish, ChangedMeanwhile, NotPublished, NothingNew, Unexplained.
    """
    current = _as_read_by_a_publisher(article, revision, actor)
    if current.state == State.DRAFT:
        raise NotPublished
    if current.state == State.PUBLISHED and not current.has_changes:
        raise NothingNew
    _refuse_unexplained(notes, {each.language for each in current.texts.all()})
    return _publish(current, notes, actor, at or timezone.now())


@transaction.atomic
def withdraw(
    article: Article,
    *,
    revision: int,
    reasons: Words,
    actor: User | None,
    at: datetime | None = None,
) -> Article:
    """Take an article away from the public; its address says that it was, and why.

    Raises CannotPublish, ChangedMeanwhile, NotPublished, Unexplained.
    """
    current = as_read(article, revision)
    if actor is not None and not access.can_withdraw(actor, current):
        raise CannotPublish
    if current.state != State.PUBLISHED:
        raise NotPublished
    _refuse_unexplained(reasons, set(current.versions.all()[0].texts))
    current.state = State.WITHDRAWN
    current.save(update_fields=["state"])
    _hide(current, reasons, at or timezone.now())
    record("article.withdrawn", current, actor, version=str(current.version))
    return current


def _as_read_by_a_publisher(article: Article, revision: int, actor: User | None) -> Article:
    current = as_read(article, revision)
    if actor is not None and not access.can_publish(actor, current):
        raise CannotPublish
    return current


def _refuse_unexplained(words: Words, languages: set[str]) -> None:
    if any(not words.get(language, "").strip() for language in languages):
        raise Unexplained


def _publish(article: Article, notes: Words, actor: User | None, at: datetime) -> Article:
    action = "article.revised" if article.version else "article.published"
    article.version += 1
    article.state = State.PUBLISHED
    article.published_at = article.published_at or at
    article.published_revision = article.revision
    article.ready = False
    article.save(update_fields=["version", "state", "published_at", "published_revision", "ready"])
    _keep_version(article, notes, actor, at)
    if article.for_everybody:
        _show(article, at)
    record(action, article, actor, version=str(article.version))
    return article


def _keep_version(article: Article, notes: Words, actor: User | None, at: datetime) -> None:
    ArticleVersion.objects.create(
        article=article,
        number=article.version,
        published_at=at,
        published_by=actor,
        for_everybody=article.for_everybody,
        notes=dict(notes),
        texts={
            each.language: {"title": each.title, "summary": each.summary, "body": each.body}
            for each in article.texts.all()
        },
    )


def _show(article: Article, at: datetime) -> None:
    """Write what the public reads: these two tables are all that the front sees.

    Of versions marked for fewer people nothing is told, not even when they were published.
    """
    first, *later = article.versions.filter(for_everybody=True).order_by("number")
    shown, _made = PublishedArticle.objects.update_or_create(
        pk=article.pk,
        defaults={
            "realm": article.realm,
            "kind": article.kind,
            "slug": article.slug,
            "published_at": first.published_at,
            "revised_at": at,
            "changed_at": at,
            "version": article.version,
            "history": _history(reversed(later)),
            "withdrawn_at": None,
            "reasons": {},
        },
    )
    shown.texts.all().delete()
    PublishedText.objects.bulk_create(
        PublishedText(
            article=shown,
            language=each.language,
            title=each.title,
            summary=each.summary,
            body=each.body,
        )
        for each in article.texts.all()
    )


def _hide(article: Article, reasons: Words, at: datetime) -> None:
    """Leave of an article that everybody read when it went, and why."""
    rows = PublishedArticle.objects.filter(pk=article.pk)
    if rows.update(withdrawn_at=at, changed_at=at, reasons=dict(reasons)):
        PublishedText.objects.filter(article=article.pk).delete()


def _history(versions: Iterable[ArticleVersion]) -> list[dict[str, Any]]:
    return [
        {
            "version": each.number,
            "at": each.published_at.isoformat(timespec="seconds"),
            "notes": each.notes,
        }
        for each in versions
    ]
