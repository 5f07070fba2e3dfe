"""The open data, described for catalogues of catalogues: DCAT-AP as JSON-LD."""

import json
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from vigie.config.operator import Operator

pytestmark = pytest.mark.usefixtures("explored")


def catalogue(client: Client) -> dict[str, Any]:
    answer = client.get("/catalogue.jsonld")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/ld+json")
    told: dict[str, Any] = json.loads(answer.content)
    return told


def test_each_year_is_a_dataset_whose_files_can_be_fetched(client: Client) -> None:
    datasets = catalogue(client)["dcat:dataset"]

    assert [each["dct:identifier"] for each in datasets] == ["demo-2019", "demo-2020", "demo-2021"]
    for each in datasets:
        files = each["dcat:distribution"]
        assert {file["dct:format"]["@id"].rpartition("/")[2] for file in files} == {
            "CSV",
            "PARQUET",
            "JSON",
        }
        for file in files:
            assert "licence-ouverte" in file["dct:license"]["@id"]
            address = file["dcat:downloadURL"]["@id"].removeprefix("http://testserver")
            assert client.get(address).getvalue()


def test_words_stand_in_each_language(client: Client) -> None:
    told = catalogue(client)

    for node in (told, *told["dcat:dataset"]):
        assert {each["@language"] for each in node["dct:title"]} == {"fr", "en", "es"}
        assert len({each["@value"] for each in node["dct:title"]}) == 3


def test_the_publisher_is_who_runs_the_instance(client: Client, settings: Settings) -> None:
    settings.VIGIE_OPERATOR = Operator(name="CSIRT of the tests", contact="open@example.org")

    told = catalogue(client)
    assert told["dct:publisher"]["foaf:name"] == "CSIRT of the tests"
    contact = told["dcat:dataset"][0]["dcat:contactPoint"]
    assert contact["vcard:hasEmail"] == {"@id": "mailto:open@example.org"}


def test_where_nobody_said_who_runs_it_no_name_is_made_up(client: Client) -> None:
    told = catalogue(client)

    assert told["dct:publisher"]["foaf:name"] == "testserver"
    assert "dcat:contactPoint" not in told["dcat:dataset"][0]


def test_synthetic_data_are_said_to_be(client: Client) -> None:
    for each in catalogue(client)["dcat:dataset"]:
        words = {said["@language"]: said["@value"] for said in each["dct:description"]}
        assert "Synthetic data" in words["en"]


def test_the_observatory_says_where_it_is(client: Client) -> None:
    page = client.get("/en/observatory/").content.decode()

    assert '<link rel="alternate" type="application/ld+json"' in page
    assert page.count('href="/catalogue.jsonld"') == 2


def test_what_has_not_changed_is_not_sent_again(client: Client) -> None:
    first = client.get("/catalogue.jsonld")

    again = client.get("/catalogue.jsonld", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304


def test_before_the_first_release_the_catalogue_is_empty(
    client: Client, settings: Settings
) -> None:
    settings.VIGIE_INTAKE_REALM = "live"

    assert catalogue(client)["dcat:dataset"] == []
