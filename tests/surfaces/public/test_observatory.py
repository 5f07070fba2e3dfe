"""All that the observatory published: each year, each version, each as a file."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.observatory.builders import NOON, declared

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("published")]


def test_each_year_leads_to_its_figures_and_to_every_version(
    client: Client, release: Callable[[], None]
) -> None:
    declared(received_at=NOON.replace(year=2020))
    release()

    shown = client.get("/en/observatory/").content.decode()

    for year in (2019, 2020):
        assert f'href="/en/figures/{year}/"' in shown
    assert shown.index("Key figures 2020") < shown.index("Key figures 2019")
    files = re.findall(r'href="(/en/figures/\d{4}/v\d+/figures\.\w+)"', shown)
    assert "/en/figures/2020/v2/figures.json" in files
    assert "/en/figures/2020/v1/figures.csv" in files
    for path in files:
        assert client.get(path).status_code == 200


def test_an_earlier_version_is_given_as_it_was(client: Client, release: Callable[[], None]) -> None:
    before = client.get("/en/figures/2020/figures.json").json()
    declared(received_at=NOON.replace(year=2020))
    release()

    assert client.get("/en/figures/2020/v1/figures.json").json() == before
    assert client.get("/en/figures/2020/figures.json").json()["version"] == 2
    assert client.get("/en/figures/2020/v3/figures.json").status_code == 404


def test_the_page_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/en/observatory/").status_code == 200
