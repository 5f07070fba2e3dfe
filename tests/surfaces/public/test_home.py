import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories import articles
from vigie.publishing.enums import Kind

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("accepted", "home"),
    [("es-ES,es;q=0.9,fr;q=0.8", "/es/"), ("en", "/en/"), ("fr-CA", "/fr/"), ("de", "/fr/")],
)
def test_the_visitor_lands_on_the_page_in_a_language_of_theirs(
    client: Client, accepted: str, home: str
) -> None:
    response = client.get("/", headers={"accept-language": accepted})

    assert (response.status_code, response["Location"]) == (302, home)


def test_the_three_things_one_may_come_for_are_one_click_away(client: Client) -> None:
    page = client.get("/en/").content.decode()

    for route in ("portal:declare", "portal:follow", "public:figures"):
        assert f'<h2><a href="{reverse(route)}">' in page


def test_whom_to_call_is_on_the_first_page(client: Client, settings: Settings) -> None:
    page = client.get("/en/").content.decode()

    assert settings.VIGIE_EMERGENCY_NUMBERS
    for number in settings.VIGIE_EMERGENCY_NUMBERS:
        assert number.number in page
        assert number.link in page


def test_the_first_page_asks_as_little_of_the_database_however_much_is_published(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for kind in Kind:
        for _number in range(6):
            articles.published(kind=kind, realm="demo")

    # The latest of each section, and their texts.
    with django_assert_num_queries(6):
        assert client.get("/en/").status_code == 200


@pytest.mark.usefixtures("published")
def test_declaring_comes_first_then_figures_news_and_good_practice(client: Client) -> None:
    articles.published(kind=Kind.NEWS, realm="demo", slug="an-alert")
    articles.published(kind=Kind.GOOD_PRACTICE, realm="demo", slug="a-practice")

    page = client.get("/en/").content.decode()

    order = [
        f'href="{reverse("portal:declare")}"',
        "The year 2020 in figures",
        'href="/en/articles/an-alert/"',
        'href="/en/good-practice/a-practice/"',
    ]
    main = page[page.index("<main") :]
    places = [main.index(each) for each in order]
    assert places == sorted(places)


@pytest.mark.usefixtures("published")
def test_the_figures_of_the_first_page_say_that_they_are_synthetic(client: Client) -> None:
    page = client.get("/en/").content.decode()

    assert "0 / 6" in page
    assert "Synthetic data." in page


def test_before_anything_is_published_the_first_page_says_so(client: Client) -> None:
    page = client.get("/en/").content.decode()

    assert page.count("Nothing published yet.") == 2
    assert "in figures" not in page
