"""What is counted by region, as a map: numbers and a legend with bounds, never colour alone."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import translation

from tests.observatory.explorer.test_reading import BY_REGION, CROSSED, publication
from vigie.observatory import explorer
from vigie.observatory.drawing import SUPPRESSED, Drawing, outlines
from vigie.observatory.explorer import Choice, maps
from vigie.observatory.management.commands import outline_regions

ADDRESS = "/en/figures/explorer/"
CHOICE = "table=declarations_by_region&years=2019&years=2020"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def drawing(year: int = 2019, **counts: int | None) -> Drawing:
    reading = explorer.read(Choice(BY_REGION, (2019,)), [publication(BY_REGION, **counts)])
    found = maps.map_of(reading, year)
    assert found
    return found


def test_every_region_with_an_outline_is_drawn_in_its_class() -> None:
    found = drawing(r11=40, r84=12, r94=None, r53=7)

    classes = {each.place: each.series for each in found.marks}
    names = dict(found.series)
    assert len(classes) == 18
    assert names[classes["11"]] == "40"
    assert (classes["94"], names[SUPPRESSED]) == (SUPPRESSED, "not published")
    assert names[classes["27"]] == "0"


def test_the_legend_states_the_bounds_of_its_classes() -> None:
    numbers = {code: 5 + place for place, code in enumerate(outlines.outlines())}
    found = drawing(**{f"r{code}": number for code, number in numbers.items()})

    assert [name for _code, name in found.series] == [
        *("0", "5 to 8", "9 to 13", "14 to 17", "18 to 22")
    ]


def test_a_year_without_any_number_has_a_map_all_the_same() -> None:
    assert {each.series for each in drawing().marks} == {"zero"}


def test_there_is_no_map_of_shares_of_groups_nor_of_what_was_not_chosen() -> None:
    held = publication(BY_REGION, r11=5)
    shares = explorer.read(Choice(BY_REGION, (2019,), shares=True), [held])
    crossed = Choice(CROSSED, (2019,)).keeping("origin", "malicious")
    groups = explorer.read(crossed, [publication(CROSSED)])

    for reading in (shares, groups):
        assert maps.mapped_years(reading) == []
        assert maps.map_of(reading, 2019) is None
    assert maps.map_of(explorer.read(Choice(BY_REGION, (2019,)), [held]), 2020) is None


@pytest.mark.usefixtures("explored")
def test_the_page_shows_a_map_and_links_those_of_the_other_years_with_words_for_who_cannot_see_it(
    client: Client,
) -> None:
    page = client.get(f"{ADDRESS}?{CHOICE}").content.decode()

    found = re.findall(r'<img src="([^"]+map\.svg[^"]+)"[^>]* alt="([^"]+)"', page)
    assert [words.split(".")[0] for _address, words in found] == [
        "Map: By region (declarations), 2020",
    ]
    assert "The map of 2019 (SVG)" in page
    answer = client.get(found[0][0].replace("&amp;", "&").replace("/2020/", "/2019/"))
    assert answer["Content-Type"] == "image/svg+xml"
    root = ET.fromstring(answer.content)  # noqa: S314 - we drew it
    assert "Île-de-France: 40" in str(root.findtext(f"{SVG}desc"))
    written = {words for each in root.iter(f"{SVG}text") for words in each.itertext()}
    assert {"40", "not published", "Guadeloupe", "Mayotte"} <= written
    assert b'"url(#hatch)"' in answer.content
    assert "IGN" in page


@pytest.mark.usefixtures("explored")
def test_a_map_that_is_not_there_is_not_found(client: Client) -> None:
    assert client.get(f"{ADDRESS}2021/map.svg?{CHOICE}").status_code == 404
    assert client.get(f"{ADDRESS}2019/map.svg?{CHOICE}&show=shares").status_code == 404


def test_neighbours_share_the_border_that_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = tmp_path / "outlines.json"
    monkeypatch.setattr(outline_regions, "OUTLINES", written)
    border = [[2.0, 46.0], [2.4, 46.7], [2.0, 47.5], [2.01, 48.5], [2.0, 49.0]]
    west = [[-2.0, 46.0], *border, [-2.0, 49.0], [-2.0, 46.0]]
    east = [[6.0, 49.0], *border[::-1], [6.0, 46.0], [6.0, 49.0]]
    features = [
        {
            "properties": {"code": code},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for code, ring in (("53", west), ("44", east))
    ]
    source = tmp_path / "regions.geojson"
    source.write_text(json.dumps({"features": features}))

    call_command("outline_regions", source)

    one, other = (
        {tuple(point) for point in each["rings"][0]}
        for each in json.loads(written.read_text()).values()
    )
    assert len(one & other) == 4, "the bend stays, the point beside the line goes"


def test_what_is_no_geojson_is_refused(tmp_path: Path) -> None:
    source = tmp_path / "x"
    source.write_text("[]")

    with pytest.raises(CommandError):
        call_command("outline_regions", source)
