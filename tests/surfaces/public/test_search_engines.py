"""Search engines are welcome: each page says what it is, and the map names them all."""

import re
import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from django.urls import reverse

from tests.codebase.test_role_matrix import ROUTES
from tests.factories import articles
from vigie.core.audience import Audience
from vigie.publishing.enums import Kind
from vigie.surfaces.public.views.site import PAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

MAP = {"map": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
ENGLISH = [
    *("", "figures/", "figures/2019/", "observatory/", "articles/", "good-practice/"),
    *("legal/", "personal-data/", "accessibility/", "articles/one/", "good-practice/two/"),
]


@pytest.fixture(autouse=True)
def some_articles(db: None) -> None:  # noqa: ARG001 - needed
    articles.published(realm="demo", slug="one")
    articles.published("fr", kind=Kind.GOOD_PRACTICE, realm="demo", slug="two")
    articles.written(realm="demo", slug="not-yet")


def entries(client: Client) -> list[ET.Element]:
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml"
    return ET.fromstring(answer.content).findall("map:url", MAP)  # noqa: S314 - we wrote it


def test_every_address_of_the_map_answers_and_is_in_it_once(client: Client) -> None:
    found = [each.findtext("map:loc", namespaces=MAP) or "" for each in entries(client)]
    others = {
        link.get("href", "") for each in entries(client) for link in each.findall("x:link", MAP)
    }
    assert len(found) == len(set(found))
    assert set(found) <= others
    for address in {*found, *others}:
        path = address.removeprefix("http://testserver")
        answer = client.get(path, follow=True, headers={"accept-language": "fr"})
        assert answer.status_code == 200, path
    assert "http://testserver/en/articles/one/" in found
    assert "http://testserver/fr/good-practice/two/" in found
    assert "http://testserver/en/good-practice/two/" not in found
    assert not [address for address in found if "not-yet" in address]


def test_every_page_for_everybody_is_in_the_map() -> None:
    """A new page that takes no argument is told to search engines, or is named here."""
    kept_out = {
        *("public:bulletins_feed", "public:news_feed", "public:good_practice_feed"),
        "portal:blank_form",
        *("public:dictionary", "public:publication_key", "public:explored_chart"),
        *("public:explored_csv", "public:explored_json", "public:explored_xlsx"),
        # What one is shown once, or sends.
        *("portal:leave", "portal:closed"),
    }
    public = {
        name
        for name, route in ROUTES.items()
        if name.startswith(("public:", "portal:"))
        and Audience.ANYONE in route.audience
        and not route.arguments
    }
    assert public - kept_out == set(PAGES)


@pytest.mark.parametrize("path", ENGLISH)
def test_a_page_says_what_it_is_and_where_it_stands(client: Client, path: str) -> None:
    shown = client.get(f"/en/{path}").content.decode()
    head, body = shown.split("</head>")
    spoken = "fr" if "two" in path else "en"

    assert len(re.findall(r"<h1[ >]", body)) == 1
    assert re.search(r"<title>\S.+ — Vigie</title>", head)
    description = re.search(r'<meta name="description" content="([^"]+)">', head)
    assert description
    assert f'<meta property="og:description" content="{description[1]}">' in head
    assert f'<link rel="canonical" href="http://testserver/{spoken}/{path}">' in head
    assert f'<meta property="og:url" content="http://testserver/{spoken}/{path}">' in head
    assert f'og:locale" content="{"fr_FR" if spoken == "fr" else "en_GB"}"' in head
    known = re.findall(r'rel="alternate" hreflang="([\w-]+)"', head)
    assert set(known) == {"fr", "x-default"} | (set() if "two" in path else {"en", "es"})


def test_two_pages_never_bear_the_same_title(client: Client) -> None:
    titles = [
        re.findall(r"<title>([^<]+)", client.get(f"/en/{path}").content.decode())[0]
        for path in ENGLISH
        if path != "figures/"
    ]
    twice = {title for title in titles if titles.count(title) > 1}
    assert twice <= {"Key figures 2020 — Vigie"}


def test_robots_are_told_what_is_theirs_to_read(client: Client) -> None:
    answer = client.get("/robots.txt")
    said = answer.content.decode()
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert "Sitemap: http://testserver/sitemap.xml" in said
    closed = re.findall(r"Disallow: (\S+)", said)
    assert "/fr/desk/" in closed
    for address in (reverse("portal:follow"), reverse("portal:declare"), "/en/articles/one/"):
        assert not [path for path in closed if address.startswith(path)]
