"""Good practice that comes with Vigie: files that become articles, which a team may then change."""

from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from vigie.publishing.enums import Kind, State
from vigie.publishing.models import Article
from vigie.publishing.services.publishing import publish, revise
from vigie.publishing.services.writing import Text, Texts, save_texts, write_article
from vigie.taxonomy.datafile import LANGUAGES, Table, read

DATA = Path(__file__).parents[1] / "data" / "good_practice"
KEYS = ("name", "version", "date", "source", "changed", "title", "summary", "body")


@dataclass(frozen=True)
class Shipped:
    """One page of a file, in every language."""

    slug: str
    version: str
    # What changed since the version before, by language.
    changed: dict[str, str]
    texts: Texts


def read_shipped(folder: Path = DATA) -> list[Shipped]:
    """Return the pages of a folder. Raises MalformedDataError, naming the file and the fault."""
    return [_page(read(path)) for path in sorted(folder.glob("*.toml"))]


@transaction.atomic
def load_shipped(page: Shipped, *, realm: str, kind: Kind = Kind.GOOD_PRACTICE) -> bool:
    """Publish a page that is not there, or its new version; tell whether anything was done.

    What a person has written on, or withdrawn, stays as it is.
    """
    article = Article.objects.filter(realm=realm, slug=page.slug).first()
    if article is None:
        article = write_article(kind, page.slug, page.texts, realm=realm, actor=None)
        publish(article, revision=article.revision, actor=None)
    elif _follows(article) and article.shipped != page.version:
        article = save_texts(article, page.texts, revision=article.revision, actor=None)
        revise(article, revision=article.revision, notes=page.changed, actor=None)
    else:
        return False
    Article.objects.filter(pk=article.pk).update(shipped=page.version)
    return True


def _follows(article: Article) -> bool:
    return bool(article.shipped) and not article.written_by_id and article.state == State.PUBLISHED


def _page(table: Table) -> Shipped:
    table.only(KEYS)
    title, summary, body = (table.words(key) for key in ("title", "summary", "body"))
    changed = table.words("changed")
    return Shipped(
        slug=table.text("name"),
        version=table.text("version"),
        changed={language: changed.in_language(language) for language in LANGUAGES},
        texts={
            language: Text(
                title=title.in_language(language),
                summary=summary.in_language(language),
                body=body.in_language(language),
            )
            for language in LANGUAGES
        },
    )
