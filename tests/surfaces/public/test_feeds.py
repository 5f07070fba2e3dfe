"""Whoever follows without leaving an address: Atom feeds, one a section and a language."""

import xml.etree.ElementTree as ET
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.factories import articles
from tests.factories.articles import text
from vigie.publishing.enums import Kind

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(client: Client, path: str) -> ET.Element:
    answer = client.get(path)
    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)  # noqa: S314 - we wrote it


@pytest.mark.parametrize("language", ["fr", "en", "es"])
@pytest.mark.parametrize(
    ("section", "kind"), [("articles", Kind.NEWS), ("good-practice", Kind.GOOD_PRACTICE)]
)
def test_a_feed_holds_what_its_language_has(
    client: Client, language: str, section: str, kind: Kind
) -> None:
    articles.published(language, kind=kind, realm="demo", slug="one")
    articles.published("fr" if language != "fr" else "en", kind=kind, realm="demo", slug="two")

    root = feed(client, f"/{language}/{section}/feed.atom")

    assert root.tag == f"{ATOM}feed"
    assert root.get(LANG) == language
    (entry,) = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == articles.TITLES[language]
    assert entry.findtext(f"{ATOM}id") == f"http://testserver/{language}/{section}/one/"
    assert entry.findtext(f"{ATOM}summary") == f"({language})"
    others = {each.get("hreflang") for each in root.findall(f"{ATOM}link[@hreflang]")}
    assert others == {"fr", "en", "es"} - {language}


def test_what_atom_asks_for_is_there(client: Client) -> None:
    articles.published(realm="demo")
    root = feed(client, "/en/articles/feed.atom")
    for holder in (root, root.find(f"{ATOM}entry")):
        assert holder is not None
        for name in ("id", "title", "updated"):
            assert holder.findtext(f"{ATOM}{name}")
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Vigie"
    links = {each.get("rel"): each.get("href") for each in root.findall(f"{ATOM}link")}
    assert links["self"] == "http://testserver/en/articles/feed.atom"


def test_a_hostile_title_stays_a_text(client: Client) -> None:
    title = "</title><script>alert(1)</script> & co"
    articles.published(realm="demo", texts={"en": text(title=title, summary=title)})
    root = feed(client, "/en/articles/feed.atom")
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == title


def test_an_empty_feed_is_a_feed(client: Client) -> None:
    assert feed(client, "/es/articles/feed.atom").findall(f"{ATOM}entry") == []


def test_a_feed_that_has_not_changed_is_not_sent_again(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = articles.published("en", realm="demo", at=timezone.now() - timedelta(days=1))
    first = client.get("/en/articles/feed.atom")
    known = {"if-modified-since": first["Last-Modified"]}

    with django_assert_num_queries(1):
        assert client.get("/en/articles/feed.atom", headers=known).status_code == 304
    articles.withdrawn(article, "No more.")
    assert client.get("/en/articles/feed.atom", headers=known).status_code == 200


@pytest.mark.parametrize("path", ["/en/articles/", "/en/good-practice/", "/en/"])
def test_pages_name_their_feed(client: Client, path: str) -> None:
    assert 'type="application/atom+xml"' in client.get(path).content.decode()
