import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries, Settings

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


def test_the_first_page_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/en/").status_code == 200
