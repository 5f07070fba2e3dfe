"""What is chosen in the explorer, as files."""

import csv
import io
import json
from unittest.mock import patch

import openpyxl
import pytest
from django.test import Client

from vigie.observatory.catalogue import Dimension

CHOICE = "table=declarations_by_region&years=2019&years=2020"
pytestmark = pytest.mark.usefixtures("explored")


def get(client: Client, extension: str, query: str = CHOICE, language: str = "en") -> bytes:
    answer = client.get(f"/{language}/figures/explorer/cells.{extension}?{query}")
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    return answer.content


def rows(client: Client, query: str = CHOICE, language: str = "en") -> list[dict[str, str]]:
    text = get(client, "csv", query, language).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_each_cell_is_a_row_with_its_codes_and_names(client: Client) -> None:
    (row,) = [each for each in rows(client) if (each["year"], each["code_1"]) == ("2019", "11")]

    assert row == {
        "unit": "declarations",
        "year": "2019",
        "version": "1",
        "dimension_1": "region",
        "code_1": "11",
        "label_1": "Île-de-France",
        "dimension_2": "",
        "code_2": "",
        "label_2": "",
        "count": "40",
        "suppressed": "false",
        "out_of": "54",
    }


def test_a_suppressed_cell_is_marked_and_empty(client: Client) -> None:
    corsica = [each for each in rows(client) if each["code_1"] == "94" and each["year"] == "2019"]

    assert [(each["count"], each["suppressed"]) for each in corsica] == [("", "true")]


def test_names_are_in_the_language_of_the_page(client: Client) -> None:
    assert "Isla de Francia" in {each["label_1"] for each in rows(client, language="es")}


def test_only_what_is_kept_is_given(client: Client) -> None:
    query = "table=declarations_by_region_and_origin&years=2019&only=origin:malicious"
    found = rows(client, query)

    assert {each["code_2"] or each["code_1"] for each in found} >= {"malicious"}
    assert all("malicious" in (each["code_1"], each["code_2"]) for each in found)
    assert {each["out_of"] for each in found} == {"34"}


def test_a_workbook_holds_the_same_with_numbers_as_numbers(client: Client) -> None:
    book = openpyxl.load_workbook(io.BytesIO(get(client, "xlsx")))
    head, *found = book["cells"].iter_rows(values_only=True)

    same = rows(client)
    assert list(head) == list(same[0])
    assert [row[9] for row in found] == [
        int(each["count"]) if each["count"] else None for each in same
    ]


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
def test_no_name_is_taken_for_a_formula(client: Client, extension: str) -> None:
    with patch.object(Dimension, "label", lambda _self, code: f"=HYPERLINK({code})"):
        content = get(client, extension)

    if extension == "csv":
        assert b",'=HYPERLINK(11)," in content
        return
    cells = openpyxl.load_workbook(io.BytesIO(content))["cells"]
    assert "f" not in {cell.data_type for row in cells.iter_rows() for cell in row}
    assert cells["F3"].value == "'=HYPERLINK(11)"


def test_json_says_what_it_comes_from_and_under_which_licence(client: Client) -> None:
    told = json.loads(get(client, "json"))

    assert told["title"] == "By region (declarations)"
    assert "licence-ouverte" in told["licence"]
    assert [(each["year"], each["synthetic"]) for each in told["publications"]] == [
        (2019, True),
        (2020, True),
    ]
    assert {each["code_1"]: each["count"] for each in told["cells"] if each["year"] == 2020}[
        "11"
    ] == 30


@pytest.mark.parametrize("extension", ["csv", "xlsx", "json"])
def test_what_cannot_be_chosen_is_said(client: Client, extension: str) -> None:
    answer = client.get(f"/en/figures/explorer/cells.{extension}?table=x&years=2019")

    assert answer.status_code == 422
