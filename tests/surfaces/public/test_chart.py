import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.test import Client

from vigie.observatory import publications

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("published")]
SVG = "{http://www.w3.org/2000/svg}"


def address(client: Client, language: str = "en") -> str:
    """The address of the chart, as the page gives it."""
    page = client.get(f"/{language}/figures/").content.decode()
    found = re.search(r'<img src="([^"]+)" alt="([^"]{40,})"', page)
    assert found
    return found[1]


def test_the_chart_is_an_image_of_this_very_site_with_its_text(client: Client) -> None:
    response = client.get(address(client))

    assert response["Content-Type"] == "image/svg+xml"
    drawing = ET.fromstring(response.content)  # noqa: S314 - we drew it
    assert drawing.findtext(f"{SVG}title") == "Declarations by year of reception"
    assert drawing.findtext(f"{SVG}desc") == "2019: 1,234, 2020: 6"
    words = {each.text for each in drawing.iter(f"{SVG}text")}
    assert {"2019", "2020", "1,234", "6", "600"} <= words
    assert {"All declarations", "Of malicious origin"} <= words


def test_the_chart_holds_nothing_that_the_content_policy_refuses(client: Client) -> None:
    drawing = client.get(address(client)).content.decode()

    for forbidden in ("<script", "<style", "style=", "onload", "href="):
        assert forbidden not in drawing
    assert set(re.findall(r"https?://[^/\"]+", drawing)) == {"http://www.w3.org"}


def test_the_chart_is_drawn_in_each_language(client: Client) -> None:
    french, english = (client.get(address(client, language)).content for language in ("fr", "en"))

    assert "1\xa0234".encode() in french or "1\u202f234".encode() in french
    assert b"1,234" in english


def test_the_chart_may_be_kept_forever_since_its_address_changes_with_it(client: Client) -> None:
    response = client.get(address(client))

    assert "immutable" in response["Cache-Control"]
    assert "public" in response["Cache-Control"]


@pytest.mark.parametrize("digest", ["0" * 16, "x", "..", "demo-v1"])
def test_another_chart_is_not_found(client: Client, digest: str) -> None:
    assert client.get(f"/en/figures/series-{digest}.svg").status_code == 404


def test_without_its_drawing_the_page_still_gives_the_numbers(client: Client) -> None:
    chart = address(client)
    drawings = list(publications.folder("demo").glob("*.svg"))
    for drawing in drawings:
        Path(drawing).unlink()

    assert len(drawings) == 3
    assert client.get(chart).status_code == 404
    assert "The numbers of the chart" in client.get("/en/figures/").content.decode()
