"""Writing an article: nothing of it reaches the public, and nobody's text is lost."""

import pytest
from django.db import IntegrityError, transaction

from tests.factories import articles, cases
from tests.factories.articles import text, texts
from vigie.accounts.enums import Role
from vigie.core.models import JournalEntry
from vigie.publishing import services
from vigie.publishing.enums import Kind, State
from vigie.publishing.models import Article, PublishedArticle

pytestmark = pytest.mark.django_db


def deeds(article: Article) -> list[tuple[str, str]]:
    entries = JournalEntry.objects.filter(objects_touched__article=str(article.pk)).order_by("id")
    return list(entries.values_list("action", "actor"))


def test_a_draft_is_written_and_seen_by_nobody() -> None:
    article = articles.written("fr", "en")
    assert article.state == State.DRAFT
    assert {each.language for each in article.texts.all()} == {"fr", "en"}
    assert not PublishedArticle.objects.exists()
    assert deeds(article) == [("article.written", f"user:{article.written_by_id}")]


def test_of_two_editors_the_second_is_told_and_changes_nothing() -> None:
    article, other = articles.written(), cases.person(name="Cole League")
    services.save_texts(article, {"en": text(title="Mine")}, revision=1, actor=other)
    with pytest.raises(services.ChangedMeanwhile) as refusal:
        services.save_texts(article, texts(), revision=1, actor=article.written_by)
    assert refusal.value.article.written_by == other
    assert [each.title for each in article.texts.all()] == ["Mine"]
    assert len(deeds(article)) == 2


def test_a_language_that_is_left_empty_is_taken_off() -> None:
    article = articles.written("fr", "en")
    services.save_texts(article, texts("fr"), revision=1, actor=article.written_by)
    assert [each.language for each in article.texts.all()] == ["fr"]


def test_an_address_serves_once_in_a_realm() -> None:
    articles.written(slug="one")
    with pytest.raises(services.AddressTaken):
        articles.written(slug="one", kind=Kind.GOOD_PRACTICE)
    assert articles.written(slug="one", realm="demo").slug == "one"


def test_an_article_says_something() -> None:
    with pytest.raises(services.NothingWritten):
        services.write_article(Kind.NEWS, "empty", {}, realm="live", actor=cases.person())
    assert not Article.objects.exists()


@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.STATISTICIAN])
def test_others_write_nothing(role: Role) -> None:
    with pytest.raises(services.CannotWrite):
        articles.written(actor=cases.person(role))
    article = articles.written()
    with pytest.raises(services.CannotWrite):
        services.save_texts(article, texts(), revision=1, actor=cases.person(role))
    with pytest.raises(services.CannotWrite):
        services.discard(article, revision=1, actor=cases.person(role))


def test_a_draft_is_thrown_away_and_what_was_published_never() -> None:
    draft, published = articles.written(), articles.published()
    actor = cases.person()
    services.discard(draft, revision=1, actor=actor)
    with pytest.raises(services.AlreadyPublished):
        services.discard(published, revision=1, actor=actor)
    assert list(Article.objects.all()) == [published]
    assert deeds(draft)[-1][0] == "article.discarded"


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "published"},
        {"state": "draft", "version": 1},
        {"state": "lost"},
        {"kind": "advertisement"},
    ],
)
def test_the_database_refuses_what_cannot_be(columns: dict[str, object]) -> None:
    article = articles.written()
    with pytest.raises(IntegrityError), transaction.atomic():
        Article.objects.filter(pk=article.pk).update(**columns)
