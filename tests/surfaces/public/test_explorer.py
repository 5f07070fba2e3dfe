"""Everybody reads any published table, as they choose; a link keeps the choice."""

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries, Settings

SPACES = re.compile(r"\s+")
ADDRESS = "/en/figures/explorer/"


@pytest.fixture(autouse=True)
def somebody_published(explored: None) -> None:
    """Each test reads the same three years."""


def page(client: Client, query: str = "", language: str = "en", status: int = 200) -> str:
    answer = client.get(f"/{language}/figures/explorer/?{query}")
    assert answer.status_code == status
    return answer.content.decode()


def said(markup: str) -> str:
    """What a page says, without its tags."""
    return SPACES.sub(" ", re.sub(r"<[^>]+>", " ", markup))


def table(client: Client, query: str) -> str:
    """What the first table of the page says."""
    return said(page(client, query).split("<table", 1)[1].split("</table>", 1)[0])


def test_years_stand_side_by_side(client: Client) -> None:
    read = table(client, "table=declarations_by_region&years=2019&years=2020")

    assert "Region 2019 2020 Île-de-France 40 30" in read
    assert "Total 54 30" in read


def test_a_group_stands_before_its_members_and_says_so(client: Client) -> None:
    read = table(client, "table=declarations_by_region&years=2019")

    assert re.search(r"South-East, of which: \S+.* Auvergne-Rhône-Alpes \(South-East\) ", read)


def test_what_is_not_published_is_said_in_words_and_is_no_zero(client: Client) -> None:
    read = table(client, "table=declarations_by_region&years=2019")

    assert "Corsica (South-East) not published" in read
    everything = said(page(client, "table=declarations_by_region&years=2019"))
    assert "Corsica" not in everything.split("Zero everywhere:")[1]
    assert "Brittany" in everything.split("Zero everywhere:")[1]


def test_two_dimensions_are_read_year_by_year(client: Client) -> None:
    query = "table=declarations_by_region_and_origin&years=2019&years=2020"
    read = said(page(client, query))

    assert "Region × Origin (declarations), 2019" in read
    assert "Region × Origin (declarations), 2020" in read
    assert re.search(r"Île-de-France \(keep only this\) 20 20 0 40", read)


def test_one_value_is_kept_and_the_other_dimension_compared(client: Client) -> None:
    start = page(client, "table=declarations_by_region_and_origin&years=2019&years=2020")
    closer = re.search(r'href="\?([^"]*only=origin%3Amalicious[^"]*)"', start)
    assert closer
    query = closer[1].replace("&amp;", "&")

    read = page(client, query)
    assert "By region (declarations) – Origin: Malicious" in said(read)
    assert "Region 2019 2020 Île-de-France 20 30" in table(client, query)
    assert "See everything again" in said(read)


def test_one_goes_from_a_table_to_those_that_cross_it(client: Client) -> None:
    read = page(client, "table=declarations_by_region&years=2019")

    links = re.findall(r'<a href="\?([^"]+)">([^<]+)</a>', read.split("Look closer")[1])
    assert ("table=declarations_by_region_and_origin&amp;years=2019",) in [
        (query,) for query, _title in links
    ]
    for query, title in links:
        assert title in said(page(client, query.replace("&amp;", "&")))


def test_no_share_stands_without_its_numerator_and_denominator(client: Client) -> None:
    read = table(client, "table=declarations_by_region&years=2019&years=2020&show=shares")

    assert "Île-de-France 74.1% 40 / 54 100.0% 30 / 30" in read
    for share in re.finditer(r"[\d.]+%", read):
        assert re.match(r" [\d,]+ / [\d,]+", read[share.end() :])


def test_a_share_of_what_is_kept_is_out_of_what_is_kept(client: Client) -> None:
    query = "table=declarations_by_region_and_origin&years=2020&only=region:11&show=shares"

    assert "Malicious 100.0% 30 / 30" in table(client, query)


def test_a_table_that_was_left_out_of_a_year_is_said_to_be(client: Client) -> None:
    query = "table=declarations_by_region_and_origin&years=2019&years=2021"
    read = said(page(client, query))

    assert "Not published for 2021: the publication of that year does not hold this table." in read
    assert "Region × Origin (declarations), 2019" in read


def test_the_first_visit_shows_something_to_begin_with(client: Client) -> None:
    read = page(client)

    assert "<table" in read
    assert re.search(r'<input type="checkbox" name="years" value="2021"[^>]* checked', read)


def test_an_address_of_elsewhere_is_a_first_visit(client: Client) -> None:
    assert "<table" in page(client, "utm_source=newsletter")


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_the_permanent_address_keeps_the_choice_in_each_language(
    client: Client, language: str
) -> None:
    choice = "table=declarations_by_region&years=2019&years=2020&show=shares"
    read = page(client, f"{choice}&utm_source=x", language)

    kept = f"http://testserver/{language}{ADDRESS[3:]}?{choice}".replace("&", "&amp;")
    assert f'<link rel="canonical" href="{kept}">' in read
    assert read.count('rel="alternate"') >= 4


@pytest.mark.parametrize(
    ("query", "mistake"),
    [
        ("table=unheard_of&years=2019", "This is not published, or no longer."),
        ("table=declarations_by_region&years=1999", "Nothing is published of this year."),
        ("table=declarations_by_region", "Choose one year at least."),
        ("table=declarations_by_region&years=2019&only=origin:malicious", "is not by this"),
        ("table=declarations_by_region&years=2019&show=everything", "This is not published"),
    ],
)
def test_what_cannot_be_chosen_is_said_at_its_field_and_the_rest_is_kept(
    client: Client, query: str, mistake: str
) -> None:
    read = page(client, query, status=422)

    assert mistake in said(read.split('class="fr-messages-group"', 1)[1])
    if "table=declarations_by_region" in query:
        assert '<option value="declarations_by_region" selected>' in read
    if "years=2019" in query:
        assert re.search(r'name="years" value="2019"[^>]* checked', read)


def test_the_page_asks_nothing_of_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        page(client, "table=declarations_by_region_and_origin&years=2019&years=2020")
        client.get(f"{ADDRESS}cells.csv?table=declarations_by_region&years=2019")


def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_synthetic_figures_are_labelled_so(client: Client) -> None:
    assert "Synthetic data." in said(page(client))


def test_the_public_of_an_instance_sees_its_own_realm_only(
    client: Client, settings: Settings
) -> None:
    settings.VIGIE_INTAKE_REALM = "live"

    assert "Nothing published yet" in said(page(client, "table=declarations_by_region&years=2019"))
    assert client.get(f"{ADDRESS}cells.csv").status_code == 404


def queries() -> Iterator[st.SearchStrategy[str]]:
    names = st.sampled_from(["table", "years", "only", "show"]) | st.text(max_size=5)
    values = st.text(max_size=20) | st.sampled_from(
        [
            *("declarations_by_region", "declarations_by_region_and_origin", "incidents"),
            *("2019", "2020", "2021", "0", "-1", "9" * 30, "shares", "numbers"),
            *("origin:malicious", "origin:", ":", "region:11", "region:south_east"),
        ]
    )
    yield st.lists(st.tuples(names, values), max_size=6).map(urlencode)
    yield st.text(alphabet=st.characters(max_codepoint=127, exclude_characters="#"), max_size=40)


@given(query=st.one_of(*queries()), page=st.sampled_from(["", "cells.csv", "cells.json"]))
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_address_is_a_server_error(client: Client, query: str, page: str) -> None:
    answer = client.get(ADDRESS + page, query_string=query)

    assert answer.status_code in {200, 422}
