"""Writing articles. Nothing here reaches the public."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from vigie.accounts.models import User
from vigie.core import journal
from vigie.publishing import access
from vigie.publishing.enums import Kind, State
from vigie.publishing.models import Article, ArticleText


class CannotWrite(Exception):  # noqa: N818 - reads as the answer it is
    """This person writes no articles."""


class AddressTaken(ValueError):  # noqa: N818 - reads as the answer it is
    """Another article of the realm has this address."""


class NothingWritten(ValueError):  # noqa: N818 - reads as the answer it is
    """An article has a text in one language at least."""


class ChangedMeanwhile(Exception):  # noqa: N818 - reads as the answer it is
    """Somebody else saved the article since it was read: nothing was changed."""

    def __init__(self, article: Article) -> None:
        super().__init__(article.pk)
        self.article = article


class AlreadyPublished(ValueError):  # noqa: N818 - reads as the answer it is
    """What the public has read is withdrawn, never thrown away."""


@dataclass(frozen=True, kw_only=True)
class Text:
    """An article in one language; its body is Markdown."""

    title: str
    summary: str
    body: str


Texts = Mapping[str, Text]


@transaction.atomic
def write_article(  # noqa: PLR0913 - each is one thing that an article is
    kind: Kind,
    slug: str,
    texts: Texts,
    *,
    realm: str,
    actor: User | None,
    ready: bool = False,
    for_everybody: bool = True,
) -> Article:
    """Begin an article; `actor` is None for what comes with Vigie.

    Raises CannotWrite, AddressTaken, NothingWritten.
    """
    refuse_who_may_not_write(actor)
    article = Article(
        realm=realm,
        kind=kind,
        slug=slug,
        ready=ready,
        for_everybody=for_everybody,
        written_at=timezone.now(),
        written_by=actor,
    )
    try:
        with transaction.atomic():
            article.save(force_insert=True)
    except IntegrityError:
        raise AddressTaken(slug) from None
    _keep(article, texts)
    record("article.written", article, actor)
    return article


@transaction.atomic
def save_texts(  # noqa: PLR0913 - each is one thing that is saved
    article: Article,
    texts: Texts,
    *,
    revision: int,
    actor: User | None,
    ready: bool = False,
    for_everybody: bool = True,
) -> Article:
    """Save an article over the revision that its author has read.

    A language that `texts` does not have is taken off. Raises CannotWrite, ChangedMeanwhile,
    NothingWritten.
    """
    refuse_who_may_not_write(actor)
    current = as_read(article, revision)
    current.revision += 1
    current.ready = ready
    current.for_everybody = for_everybody
    current.written_at = timezone.now()
    current.written_by = actor
    current.save(update_fields=["revision", "ready", "for_everybody", "written_at", "written_by"])
    current.texts.all().delete()
    _keep(current, texts)
    record("article.saved", current, actor, revision=str(current.revision))
    return current


@transaction.atomic
def discard(article: Article, *, revision: int, actor: User) -> None:
    """Throw away an article that nobody of the public has seen.

    Raises CannotWrite, ChangedMeanwhile, AlreadyPublished.
    """
    refuse_who_may_not_write(actor)
    current = as_read(article, revision)
    if current.state != State.DRAFT:
        raise AlreadyPublished
    record("article.discarded", current, actor)
    current.delete()


def as_read(article: Article, revision: int) -> Article:
    """Return the article, held, as whoever names this revision read it. Raises ChangedMeanwhile."""
    current = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if current.revision != revision:
        raise ChangedMeanwhile(current)
    return current


def refuse_who_may_not_write(actor: User | None) -> None:
    """Raise CannotWrite unless this person writes articles; nobody stands for Vigie."""
    if actor is not None and not access.can_write(actor):
        raise CannotWrite


def record(action: str, article: Article, actor: User | None, **more: str) -> None:
    """Write in the journal what was done to an article."""
    who = f"user:{actor.pk}" if actor else "system"
    journal.record(action, actor=who, article=str(article.pk), **more)


def _keep(article: Article, texts: Texts) -> None:
    if not texts:
        raise NothingWritten
    ArticleText.objects.bulk_create(
        ArticleText(article=article, language=language, **asdict(text))
        for language, text in texts.items()
    )
