"""What everybody reads: articles as they were published, and nothing of what was not."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import articles
from tests.factories.articles import text
from tests.fixtures.database import FrontDatabase
from vigie.publishing import services
from vigie.publishing.enums import Kind
from vigie.publishing.models import Article

pytestmark = pytest.mark.django_db

ADDRESS = "/en/articles/fake-invoices/"


def published(*languages: str, **given: object) -> Article:
    given = {"slug": "fake-invoices", "realm": "demo", **given}
    return articles.published(*languages, **given)  # type: ignore[arg-type]


def page(client: Client, path: str = ADDRESS) -> str:
    return client.get(path).content.decode()


def test_an_article_is_read_in_the_language_of_its_address(client: Client) -> None:
    published()

    for language, title in articles.TITLES.items():
        shown = page(client, f"/{language}/articles/fake-invoices/")
        assert f"<title>{title} — Vigie" in shown
        assert f'<h1 lang="{language}">{title}</h1>' in shown
        assert f"<strong>{language}</strong>" in shown


@pytest.mark.parametrize("path", [ADDRESS, "/en/articles/", "/en/", "/en/articles/feed.atom"])
def test_a_draft_is_not_shown_anywhere(client: Client, path: str) -> None:
    articles.written(slug="fake-invoices", realm="demo")

    answer = client.get(path)

    assert answer.status_code == (404 if path == ADDRESS else 200)
    assert "Fake invoices" not in answer.content.decode()


def test_what_is_written_after_publication_is_not_shown_before_it_is_published(
    client: Client,
) -> None:
    article = published("en")
    before = page(client)
    services.save_texts(
        article, {"en": text(title="Worse than that")}, revision=1, actor=article.written_by
    )

    assert page(client) == before


def test_a_further_version_says_what_changed_and_when(client: Client) -> None:
    article = published("en", at=timezone.now() - timedelta(days=2))
    assert "What has changed" not in page(client)
    articles.revised(article, {"en": text(title="False invoices")}, "The title was wrong.")

    shown = page(client)

    assert '<h1 lang="en">False invoices</h1>' in shown
    assert "What has changed" in shown
    assert "The title was wrong." in shown
    assert "Revised on" in shown


def test_a_language_that_is_missing_is_said_to_be_and_the_others_are_offered(
    client: Client,
) -> None:
    published("fr")

    shown = page(client)

    assert "This article does not exist in English" in shown
    assert '<h1 lang="fr">Fausses factures</h1>' in shown
    assert 'href="/fr/articles/fake-invoices/" lang="fr" hreflang="fr"' in shown
    assert '<link rel="canonical" href="http://testserver/fr/articles/fake-invoices/">' in shown
    assert 'content="noindex"' in shown
    assert 'hreflang="es"' not in shown[: shown.index("</head>")]


def test_a_list_names_the_language_of_what_is_in_another(client: Client) -> None:
    published("fr")

    shown = page(client, "/en/articles/")

    assert 'lang="fr"><a href="/en/articles/fake-invoices/" hreflang="fr">Fausses' in shown
    assert "Not available in English; exists in:" in shown


def test_a_withdrawn_article_says_so_at_its_address_and_is_in_no_list(client: Client) -> None:
    articles.withdrawn(published("en"), "The attack was a rumour.")

    answer = client.get(ADDRESS)

    assert answer.status_code == 410
    assert "The attack was a rumour." in answer.content.decode()
    assert "Fake invoices" not in answer.content.decode()
    assert "Fake invoices" not in page(client, "/en/articles/")
    assert "Fake invoices" not in page(client, "/en/articles/feed.atom")


def test_an_article_stands_in_its_own_section_only(client: Client) -> None:
    published(kind=Kind.GOOD_PRACTICE)

    assert client.get("/en/good-practice/fake-invoices/").status_code == 200
    assert client.get(ADDRESS).status_code == 404


def test_the_public_of_an_instance_reads_its_own_realm_only(client: Client) -> None:
    published(realm="live")

    assert client.get(ADDRESS).status_code == 404
    assert "Fake invoices" not in page(client, "/en/articles/")


def test_the_newest_come_first_page_after_page(client: Client) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for day in range(45):
        published(
            slug=f"day-{day}",
            at=start + timedelta(days=day),
            texts={"en": text(title=f"Day {day}.")},
        )
    path, seen = "/en/articles/", []
    while path:
        shown = page(client, path)
        seen += re.findall(r"Day (\d+)\.", shown)
        later = re.search(r'rel="next" href="([^"]+)"', shown)
        path = "/en/articles/" + later[1].replace("&amp;", "&") if later else ""

    assert seen == [str(day) for day in reversed(range(45))]


def test_many_articles_take_as_many_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    published()
    for number in range(9):
        published(slug=f"article-{number}")

    with django_assert_num_queries(2):
        client.get("/en/articles/")
    with django_assert_num_queries(4):
        client.get(ADDRESS)


def test_it_is_shared_without_anybody_who_watches(client: Client) -> None:
    published()

    shown = page(client)

    assert '<a href="http://testserver/en/articles/fake-invoices/">' in shown
    assert "mailto:?subject=Fake%20invoices&amp;body=http%3A%2F%2Ftestserver%2Fen" in shown
    hosts = set(re.findall(r'(?:href|src|action)="https?://([^/"]+)', shown))
    assert hosts == {"testserver"}


def test_others_of_the_section_are_offered(client: Client) -> None:
    published()
    published(slug="another", texts={"en": text(title="Another one")})

    shown = page(client)

    aside = shown[shown.index("<aside") :]
    assert "Another one" in aside
    assert "Fake invoices" not in aside


def test_a_page_that_has_not_changed_is_not_sent_again(client: Client) -> None:
    article = published()
    first = client.get(ADDRESS)
    known = {"if-none-match": first["ETag"]}

    assert first["Last-Modified"]
    assert client.get(ADDRESS, headers=known).status_code == 304
    assert client.get("/fr/articles/fake-invoices/", headers=known).status_code == 200
    articles.revised(article, articles.texts(), "More.")
    assert client.get(ADDRESS, headers=known).status_code == 200


def test_the_pages_hold_under_the_rights_of_the_front(
    client: Client, front_database: FrontDatabase
) -> None:
    with front_database.lifted():
        published()
        articles.withdrawn(published(slug="gone"), "No more.")
        articles.written(slug="not-yet", realm="demo")

    for path in ("/en/", "/en/articles/", ADDRESS, "/en/articles/feed.atom", "/sitemap.xml"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert b"fake-invoices" in answer.content
        assert b"not-yet" not in answer.content
    assert client.get("/en/articles/gone/").status_code == 410
    assert client.get("/en/articles/not-yet/").status_code == 404
