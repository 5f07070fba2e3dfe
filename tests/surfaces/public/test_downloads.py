import csv
import io

import pytest
from django.test import Client

pytestmark = [pytest.mark.once, pytest.mark.usefixtures("published")]


def test_json_gives_the_whole_publication(client: Client) -> None:
    response = client.get("/en/figures/2019/figures.json")

    publication = response.json()
    assert response["Content-Type"] == "application/json"
    assert 'filename="vigie-demo-2019-v1.json"' in response["Content-Disposition"]
    assert (publication["year"], publication["version"], publication["synthetic"]) == (
        2019,
        1,
        True,
    )
    (share,) = [each for each in publication["figures"] if each["key"] == "share_malicious"]
    assert (share["numerator"], share["denominator"], share["protected"]) == (600, 1234, True)


def test_csv_gives_the_same_figures(client: Client) -> None:
    response = client.get("/en/figures/2019/figures.csv")

    rows = list(csv.DictReader(io.StringIO(response.content.decode())))
    figures = client.get("/en/figures/2019/figures.json").json()["figures"]
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert [(row["key"], row["breakdown"]) for row in rows] == [
        (each["key"], each["breakdown"] or "") for each in figures
    ]
    assert rows[0]["numerator"] == "1234"


@pytest.mark.parametrize("name", ["2011/figures.json", "2019/figures.parquet", "2011/figures.csv"])
def test_what_was_not_published_cannot_be_downloaded(client: Client, name: str) -> None:
    assert client.get(f"/en/figures/{name}").status_code == 404
