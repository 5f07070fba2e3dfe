"""What is chosen in the explorer, as a chart that can be heard and that no colour alone tells."""

import re
from unittest.mock import patch
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from vigie.observatory.drawing import CannotDrawError, draw
from vigie.surfaces.public.views import exploring

ADDRESS = "/en/figures/explorer/"
REGIONS = "table=declarations_by_region&years=2019&years=2020"
CROSSED = "table=declarations_by_region_and_origin&years=2019"
SVG = "{http://www.w3.org/2000/svg}"
pytestmark = pytest.mark.usefixtures("explored")


@pytest.fixture(autouse=True)
def nothing_drawn_yet() -> None:
    draw.cache_clear()


def drawn(client: Client, address: str) -> str:
    answer = client.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    return answer.content.decode()


def words(drawing: str) -> set[str]:
    root = ET.fromstring(drawing)  # noqa: S314 - we drew it
    return {"".join(each.itertext()) for each in root.iter(f"{SVG}text")}


def test_the_page_shows_its_chart_with_words_for_who_cannot_see_it(client: Client) -> None:
    page = client.get(f"{ADDRESS}?{REGIONS}").content.decode()

    found = re.search(r'<img src="([^"]+chart[^"]+)" loading="lazy" alt="([^"]+)"', page)
    assert found
    assert found[2].startswith("Chart: By region (declarations), 2019, 2020.")
    drawing = drawn(client, found[1].replace("&amp;", "&"))
    root = ET.fromstring(drawing)  # noqa: S314 - we drew it
    assert root.findtext(f"{SVG}title") == "By region (declarations), 2019, 2020"
    assert "Île-de-France: 2019: 40, 2020: 30" in str(root.findtext(f"{SVG}desc"))


def test_years_stand_under_their_names_and_bars_bear_their_numbers(client: Client) -> None:
    found = words(drawn(client, f"{ADDRESS}chart.svg?{REGIONS}"))

    assert {"2019", "2020", "Île-de-France", "40", "30", "Corsica"} <= found


def test_what_is_not_published_is_hatched_and_said(client: Client) -> None:
    drawing = drawn(client, f"{ADDRESS}chart.svg?{REGIONS}")

    assert "not published" in words(drawing)
    assert 'fill="url(#hatch)"' in drawing


def test_two_dimensions_are_drawn_year_by_year(client: Client) -> None:
    found = words(drawn(client, f"{ADDRESS}2019/chart.svg?{CROSSED}"))

    assert {"Île-de-France", "Malicious", "20"} <= found


def test_shares_are_drawn_with_their_numerator_and_denominator(client: Client) -> None:
    one = words(drawn(client, f"{ADDRESS}chart.svg?{REGIONS}&show=shares"))
    two = words(drawn(client, f"{ADDRESS}2019/chart.svg?{CROSSED}&show=shares"))

    assert "74.1% (40 / 54)" in one
    assert "37.0%20 / 54" in {each.replace("\n", "") for each in two}


def test_a_chart_holds_nothing_that_the_content_policy_refuses(client: Client) -> None:
    for address in (f"{ADDRESS}chart.svg?{REGIONS}", f"{ADDRESS}2019/chart.svg?{CROSSED}"):
        drawing = drawn(client, address)
        for forbidden in ("<script", "<style", "style=", "onload", "href="):
            assert forbidden not in drawing
        assert set(re.findall(r"https?://[^/\"]+", drawing)) == {"http://www.w3.org"}


def test_a_chart_that_is_known_is_neither_drawn_nor_sent_again(client: Client) -> None:
    first = client.get(f"{ADDRESS}chart.svg?{REGIONS}")
    assert "public" in first["Cache-Control"]
    with patch.object(exploring, "draw", side_effect=AssertionError):
        again = client.get(
            f"{ADDRESS}chart.svg?{REGIONS}", headers={"If-None-Match": first["ETag"]}
        )

    assert again.status_code == 304


def test_the_same_chart_in_another_language_is_another(client: Client) -> None:
    english = client.get(f"{ADDRESS}chart.svg?{REGIONS}")
    spanish = client.get(f"/es/figures/explorer/chart.svg?{REGIONS}")

    assert english["ETag"] != spanish["ETag"]
    assert "no publicado" in words(spanish.content.decode())


def test_while_nothing_can_be_drawn_one_is_asked_to_come_back(client: Client) -> None:
    with patch.object(exploring, "draw", side_effect=CannotDrawError):
        answer = client.get(f"{ADDRESS}chart.svg?{REGIONS}")

    assert (answer.status_code, answer["Retry-After"]) == (503, "5")


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (f"2020/chart.svg?{CROSSED}", 404),
        (f"2019/chart.svg?{REGIONS}", 404),
        ("chart.svg?table=x&years=2019", 422),
    ],
)
def test_there_is_no_chart_of_what_was_not_chosen(
    client: Client, address: str, status: int
) -> None:
    assert client.get(ADDRESS + address).status_code == status
