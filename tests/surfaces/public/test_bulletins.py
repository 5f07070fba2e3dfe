"""What everybody reads of bulletins: found by what they touch, and nothing that is not for all."""

import pytest
from django.test import Client
from django.utils.html import escape
from pytest_django import DjangoAssertNumQueries

from tests.factories import bulletins
from tests.factories.articles import text
from tests.fixtures.database import FrontDatabase
from vigie.publishing.enums import Kind
from vigie.watch.enums import Severity
from vigie.watch.facts import Product

pytestmark = pytest.mark.django_db

LIST = "/en/bulletins/"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["Mettre à jour", "9,8", "1 décembre 2026"]),
        ("en", ["Update", "9.8", "Dec. 1, 2026"]),
        ("es", ["Actualizar", "9,8", "1 de diciembre de 2026"]),
    ],
)
def test_it_says_what_is_touched_and_what_to_do_by_when(
    client: Client, language: str, said: list[str]
) -> None:
    bulletins.published(slug="gateway")
    shown = page(client, f"/{language}/bulletins/gateway/")
    for words in (*said, "CVE-2024-12345", "Passerelle", "Éditeur", "TLP:CLEAR"):
        assert words in shown


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("?words=passerelle", True),
        ("?words=ÉDITEUR", True),
        ("?words=cve-2024-12345", True),
        ("?words=invoices+cve-2024", True),
        ("?words=invoices+firewall", False),
        ("?words=%25", False),
        ("?kind=vulnerability", True),
        ("?kind=alert", False),
        ("?severity=critical", True),
        ("?severity=low", False),
        ("?exploited=on", True),
        ("?kind=nonsense&severity=nonsense", True),
    ],
)
def test_it_is_found_by_what_it_touches(client: Client, asked: str, found: bool) -> None:
    bulletins.published(slug="gateway", realm="demo")
    assert ("/en/bulletins/gateway/" in page(client, LIST + asked)) is found


def test_what_nobody_exploits_is_left_out_when_asked(client: Client) -> None:
    bulletins.published(slug="gateway", vulnerabilities=())
    assert "No bulletin says this." in page(client, LIST + "?exploited=on")


@pytest.mark.parametrize("tlp", ["GREEN", "AMBER", "AMBER+STRICT", "RED"])
@pytest.mark.parametrize(
    "path", [LIST, "/en/bulletins/gateway/", "/en/", "/en/bulletins/feed.atom", "/sitemap.xml"]
)
def test_what_is_not_for_everybody_is_nowhere(client: Client, tlp: str, path: str) -> None:
    bulletins.published(slug="gateway", tlp=tlp)
    answer = client.get(path)
    assert answer.status_code == (404 if path.endswith("gateway/") else 200)
    for secret in ("Fake invoices", "Passerelle", "CVE-2024-12345"):
        assert secret not in answer.content.decode()


def test_a_draft_is_nowhere(client: Client) -> None:
    bulletins.written(slug="gateway")
    assert client.get("/en/bulletins/gateway/").status_code == 404
    assert "gateway" not in page(client, LIST)


def test_an_article_is_no_bulletin_and_a_bulletin_no_article(client: Client) -> None:
    bulletins.published(slug="gateway")
    assert client.get("/en/articles/gateway/").status_code == 404
    assert "gateway" not in page(client, "/en/articles/")


def test_alerts_stand_on_the_first_page_and_in_the_feed(client: Client) -> None:
    bulletins.published(slug="gateway", kind=Kind.ALERT)
    for path in ("/en/", "/en/bulletins/feed.atom", "/sitemap.xml"):
        assert "/en/bulletins/gateway/" in page(client, path)


def test_what_was_typed_is_read_as_words(client: Client) -> None:
    hostile = "<script>alert(1)</script>"
    product = Product(vendor=hostile, name=hostile)
    bulletins.published("en", slug="gateway", products=(product,), texts={"en": text()})
    shown = page(client, "/en/bulletins/gateway/")
    assert hostile not in shown
    assert escape(hostile) in shown


def test_the_front_needs_no_other_right(client: Client, front_database: FrontDatabase) -> None:
    with front_database.lifted():
        bulletins.published(slug="gateway")
    assert "gateway" in page(client, LIST + "?words=passerelle&severity=critical")
    assert "Passerelle" in page(client, "/en/bulletins/gateway/")


def test_a_long_list_asks_no_more_of_the_database(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(15):
        bulletins.published(severity=Severity.LOW)
    with django_assert_max_num_queries(5):
        page(client, LIST + "?words=passerelle&severity=low")
