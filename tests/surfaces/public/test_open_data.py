"""The protected tables for everybody: one row per cell, what is suppressed marked."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from django.test import Client

from tests.observatory.builders import declared_often
from vigie.observatory import releases

Release = Callable[[], None]


def rows(client: Client, url: str = "/en/figures/2019/tables.csv") -> list[dict[str, str]]:
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode())))


@pytest.fixture
def three_regions(db: None) -> None:  # noqa: ARG001 - needed
    declared_often(40, region="11")
    declared_often(12, region="84")
    declared_often(2, region="94")
    releases.release("demo", signed_by="S. Tatistician")


@pytest.mark.usefixtures("three_regions")
def test_each_cell_is_a_row_and_what_is_suppressed_has_no_count(client: Client) -> None:
    found = {
        (each["unit"], each["dimension_1"], each["code_1"], each["dimension_2"]): each
        for each in rows(client)
    }

    whole = found["declarations", "", "", ""]
    assert (whole["year"], whole["count"], whole["suppressed"]) == ("2019", "54", "false")
    assert found["declarations", "region", "11", ""]["count"] == "40"
    small = found["declarations", "region", "94", ""]
    assert (small["count"], small["suppressed"]) == ("", "true")
    assert found["declarations", "region", "01", ""]["count"] == "0"


@pytest.mark.usefixtures("three_regions")
def test_parquet_holds_the_same_as_csv(client: Client, tmp_path: Path) -> None:
    answer = client.get("/en/figures/2019/tables.parquet")
    file = tmp_path / "tables.parquet"
    file.write_bytes(answer.getvalue())

    with duckdb.connect(":memory:") as connection:
        counts = connection.execute(
            "SELECT count(*), count(count), count(*) FILTER (suppressed) FROM read_parquet(?)",
            [str(file)],
        ).fetchone()
    same = rows(client)
    suppressed = sum(each["suppressed"] == "true" for each in same)
    assert counts == (len(same), len(same) - suppressed, suppressed)
    assert suppressed


@pytest.mark.usefixtures("three_regions")
@pytest.mark.parametrize(
    ("language", "title", "code"),
    [("fr", "Origine", "Malveillante"), ("en", "Origin", "Malicious"), ("es", "Origen", "Mal")],
)
def test_the_dictionary_says_what_codes_mean(
    client: Client, language: str, title: str, code: str
) -> None:
    said = json.loads(client.get(f"/{language}/figures/dictionary.json").content)

    origin = said["dimensions"]["origin"]
    assert origin["title"] == title
    assert origin["codes"]["malicious"].startswith(code)
    assert said["figures"]["share_malicious"]["out_of"] == {}
    named = {(r["dimension_1"], r["code_1"]) for r in rows(client) if r["dimension_1"]}
    for dimension, found in named:
        known = said["dimensions"][dimension]
        assert found in {*known["codes"], *known["groups"]}


@pytest.mark.usefixtures("three_regions")
def test_every_version_stays_with_what_was_corrected(client: Client) -> None:
    declared_often(20, region="11")
    releases.release("demo", signed_by="S. Tatistician", note="Twenty came in late.")

    first = rows(client, "/en/figures/2019/v1/tables.csv")
    last = rows(client)
    assert (first[0]["count"], last[0]["count"]) == ("54", "74")
    assert client.get("/en/figures/2019/v2/tables.parquet").getvalue()
    for page in ("/en/observatory/", "/en/figures/2019/"):
        assert "Twenty came in late." in client.get(page).content.decode()


@pytest.mark.usefixtures("three_regions")
def test_the_key_that_signs_is_for_everybody(client: Client) -> None:
    key = client.get("/en/figures/publication-key.pem").getvalue()

    assert key.startswith(b"-----BEGIN PUBLIC KEY-----")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    ["2019/tables.csv", "2019/tables.parquet", "2019/v1/tables.csv", "publication-key.pem"],
)
def test_what_was_not_published_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/en/figures/{address}").status_code == 404
