"""Bulletins, written and published: the texts by `vigie.publishing`, the facts beside them."""

from datetime import datetime

from django.db import transaction

from vigie.accounts.models import User
from vigie.publishing import services as publishing
from vigie.publishing.enums import BULLETINS, Kind
from vigie.publishing.models import Article
from vigie.publishing.services import Texts
from vigie.publishing.services.publishing import Words
from vigie.watch.facts import Facts
from vigie.watch.models import Bulletin, BulletinVersion, PublishedBulletin
from vigie.watch.selectors.written import everybody_reads


class MarkingRaised(ValueError):  # noqa: N818 - reads as the answer it is
    """What everybody has read cannot be marked for fewer: it is withdrawn, and said anew."""


@transaction.atomic
def write_bulletin(  # noqa: PLR0913 - each is one thing that a bulletin is
    kind: Kind,
    slug: str,
    texts: Texts,
    facts: Facts,
    *,
    realm: str,
    actor: User | None,
    ready: bool = False,
) -> Article:
    """Begin a bulletin. Raises CannotWrite, AddressTaken, NothingWritten of publishing."""
    if kind not in BULLETINS:
        raise ValueError(kind)
    article = publishing.write_article(
        kind,
        slug,
        texts,
        realm=realm,
        actor=actor,
        ready=ready,
        for_everybody=facts.for_everybody,
    )
    Bulletin.objects.create(article=article, facts=facts.stored())
    return article


@transaction.atomic
def save_bulletin(  # noqa: PLR0913 - each is one thing that is saved
    article: Article,
    texts: Texts,
    facts: Facts,
    *,
    revision: int,
    actor: User | None,
    ready: bool = False,
) -> Article:
    """Save a bulletin over the revision that its author has read.

    Raises CannotWrite, ChangedMeanwhile, NothingWritten of publishing; MarkingRaised.
    """
    saved = publishing.save_texts(
        article,
        texts,
        revision=revision,
        actor=actor,
        ready=ready,
        for_everybody=facts.for_everybody,
    )
    if not facts.for_everybody and everybody_reads(saved):
        raise MarkingRaised(facts.tlp)
    Bulletin.objects.filter(article=saved).update(facts=facts.stored())
    return saved


@transaction.atomic
def publish(
    article: Article, *, revision: int, actor: User | None, at: datetime | None = None
) -> Article:
    """Publish a bulletin for the first time: see `vigie.publishing.services.publish`."""
    published = publishing.publish(article, revision=revision, actor=actor, at=at)
    _keep_and_show(published)
    return published


@transaction.atomic
def revise(
    article: Article,
    *,
    revision: int,
    notes: Words,
    actor: User | None,
    at: datetime | None = None,
) -> Article:
    """Publish a further version: see `vigie.publishing.services.revise`."""
    published = publishing.revise(article, revision=revision, notes=notes, actor=actor, at=at)
    _keep_and_show(published)
    return published


@transaction.atomic
def withdraw(
    article: Article,
    *,
    revision: int,
    reasons: Words,
    actor: User | None,
    at: datetime | None = None,
) -> Article:
    """Take a bulletin away: see `vigie.publishing.services.withdraw`."""
    gone = publishing.withdraw(article, revision=revision, reasons=reasons, actor=actor, at=at)
    PublishedBulletin.objects.filter(article=gone.pk).delete()
    return gone


def _keep_and_show(article: Article) -> None:
    facts = Bulletin.objects.get(article=article).known
    BulletinVersion.objects.create(version=article.versions.all()[0], facts=facts.stored())
    if facts.for_everybody:
        PublishedBulletin.objects.update_or_create(
            article_id=article.pk,
            defaults={
                "severity": facts.severity,
                "exploited": facts.exploited,
                "named": named(facts),
                "facts": facts.stored(),
            },
        )


def named(facts: Facts) -> str:
    """Return what a bulletin is found by beside its title, in small letters."""
    products = [f"{each.vendor} {each.name}" for each in facts.products]
    return "\n".join([*products, *(each.cve for each in facts.vulnerabilities)]).casefold()
