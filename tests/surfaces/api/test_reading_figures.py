"""Figures, publications and protected tables, for programs, as they were published."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.observatory.builders import NOON, declared_often, qualified
from vigie.core import keys
from vigie.observatory import releases

FIGURES, PUBLICATIONS, DATASETS = (
    f"/api/v1/{name}" for name in ("figures", "publications", "datasets")
)


@pytest.fixture(autouse=True)
def published(settings: Settings, tmp_path: Path, db: None) -> None:  # noqa: ARG001 - needed
    """Two years: 54 declarations in 2019, one region small; 30 in 2020, corrected once."""
    settings.DATA_DIR, settings.VIGIE_INTAKE_REALM = tmp_path, "demo"
    keys.make_missing_keys(keys.keys_folder())
    qualified(*declared_often(40, region="11"), origin="malicious")
    declared_often(12, region="84")
    declared_often(2, region="94")
    declared_often(20, region="11", received_at=NOON.replace(year=2020))
    releases.release("demo", signed_by="S. Tatistician")
    declared_often(10, region="11", received_at=NOON.replace(year=2020))
    releases.release("demo", signed_by="S. Tatistician", note="Ten came in late.")


def get(path: str, status: int = 200, language: str = "en", **query: object) -> dict[str, Any]:
    answer = Client().get(path, query_params=query, headers={"Accept-Language": language})
    assert answer.status_code == status, answer.content
    told: dict[str, Any] = answer.json()
    return told


def test_a_figure_is_told_with_all_that_one_needs_to_read_it() -> None:
    told = get(FIGURES, year=2019, key="share_malicious")

    assert told["synthetic"] is True
    assert told["realm"] == "demo"
    assert "licence-ouverte" in told["licence"]
    (figure,) = told["figures"]
    assert (figure["numerator"], figure["denominator"]) == (40, 54)
    assert figure["value"] == 40 / 54
    assert (figure["title"], figure["pending"], figure["version"]) == ("Malicious origin", 14, 1)


def test_figures_come_from_the_last_version_of_each_year() -> None:
    told = get(FIGURES, key="declarations")["figures"]

    assert [(each["year"], each["version"], each["value"]) for each in told] == [
        (2019, 1, 54),
        (2020, 2, 30),
    ]


def test_national_figures_are_told_apart_from_breakdowns() -> None:
    national = get(FIGURES, kind="national")["figures"]
    parts = get(FIGURES, kind="breakdown", key="declarations_by_region", year=2019)["figures"]

    assert {each["breakdown"] for each in national} == {None}
    named = {each["breakdown"]: (each["label"], each["value"]) for each in parts}
    assert named["region=11"] == ("Île-de-France", 40)


def test_what_is_suppressed_is_said_so_and_has_no_value() -> None:
    figures = get(FIGURES, key="declarations_by_region", year=2019)["figures"]
    (corsica,) = [each for each in figures if each["breakdown"] == "region=94"]

    assert (corsica["suppressed"], corsica["value"], corsica["numerator"]) == (True, None, None)


def test_names_are_in_the_language_asked_for() -> None:
    (figure,) = get(FIGURES, language="fr", key="share_malicious", year=2019)["figures"]

    assert figure["title"] == "Origine malveillante"


def test_every_version_is_listed_with_what_was_corrected_and_its_files() -> None:
    told = get(PUBLICATIONS)["publications"]

    assert [(each["year"], each["version"], each["last"]) for each in told] == [
        (2020, 2, True),
        (2020, 1, False),
        (2019, 1, True),
    ]
    assert told[0]["note"] == "Ten came in late."
    for each in told:
        for address in each["files"].values():
            assert Client().get(address.removeprefix("http://testserver")).getvalue()


def test_an_earlier_version_is_read_as_it_was_told() -> None:
    told = get(f"{PUBLICATIONS}/2020/1")

    values = {each["key"]: each["value"] for each in told["figures"] if not each["breakdown"]}
    assert (values["declarations"], told["last"]) == (20, False)
    assert get(f"{PUBLICATIONS}/2020/2")["sha256"] != told["sha256"]


def test_the_digest_is_that_of_the_signed_file() -> None:
    told = get(f"{PUBLICATIONS}/2019/1")
    file = Client().get(told["files"]["figures_json"].removeprefix("http://testserver")).json()

    assert file["sha256"] == told["sha256"]


def test_a_table_says_what_its_codes_mean_and_of_which_years_it_is() -> None:
    (table,) = [
        each
        for each in get(DATASETS, unit="declarations", dimension="region")["datasets"]
        if each["key"] == "declarations_by_region"
    ]

    assert table["years"] == [2019, 2020]
    (region,) = table["dimensions"]
    codes = {each["code"]: (each["label"], each["group"]) for each in region["codes"]}
    assert codes["94"] == ("Corsica", "south_east")


def test_tables_are_found_by_unit_and_dimension() -> None:
    for unit in ("declarations", "structures", "incidents"):
        found = get(DATASETS, unit=unit)["datasets"]
        assert {each["unit"] for each in found} == {unit}
    found = get(DATASETS, dimension="origin")["datasets"]
    assert all("origin" in [d["name"] for d in each["dimensions"]] for each in found)
    assert get(DATASETS, dimension="unheard_of")["datasets"] == []


def test_the_cells_of_a_table_add_up_and_hold_their_totals() -> None:
    told = get(f"{DATASETS}/declarations_by_region", year=2020)
    cells = {tuple(each["codes"].values()): each["count"] for each in told["cells"]}

    assert cells[()] == 30
    assert cells[("11",)] == 30
    assert told["total"] == len(told["cells"])


def test_a_suppressed_cell_is_no_zero() -> None:
    told = get(f"{DATASETS}/declarations_by_region", year=2019)["cells"]
    (corsica,) = [each for each in told if each["codes"] == {"region": "94"}]

    assert (corsica["count"], corsica["suppressed"]) == (None, True)


def test_a_list_is_read_part_by_part() -> None:
    whole = get(FIGURES, limit=1000)
    address, found = f"{FIGURES}?limit=37", []
    while address:
        part = get(address.removeprefix("http://testserver"))
        assert len(part["figures"]) <= 37
        found += part["figures"]
        address = part["next"]

    assert found == whole["figures"]
    assert whole["total"] == len(found)


@pytest.mark.parametrize("path", [FIGURES, PUBLICATIONS, f"{PUBLICATIONS}/2019/1", DATASETS])
def test_what_has_not_changed_is_not_sent_again(path: str) -> None:
    first = Client().get(path)
    again = Client().get(path, headers={"If-None-Match": first["ETag"]})

    assert "public" in first["Cache-Control"]
    assert (again.status_code, again.content) == (304, b"")


def test_a_new_release_is_seen_at_once() -> None:
    whole = f"{FIGURES}?limit=1000"
    first = Client().get(whole)
    declared_often(10, region="11", received_at=NOON.replace(year=2020))
    releases.release("demo", signed_by="S. Tatistician", note="Ten more.")

    again = Client().get(whole, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{PUBLICATIONS}/2019/2", 404),
        (f"{PUBLICATIONS}/1999/1", 404),
        (f"{DATASETS}/unheard_of", 404),
        (f"{FIGURES}?year=nineteen", 422),
        (f"{FIGURES}?limit=0", 422),
        (f"{FIGURES}?kind=other", 422),
        (f"{DATASETS}?unit=beds", 422),
        (f"{DATASETS}?offset=-1", 422),
    ],
)
def test_what_is_not_there_or_not_valid_is_a_problem(path: str, status: int) -> None:
    answer = Client().get(path)

    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_nothing_is_asked_of_the_database(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        for path in (FIGURES, PUBLICATIONS, DATASETS, f"{DATASETS}/declarations_by_region"):
            get(path)


def test_the_public_of_an_instance_sees_its_own_realm_only(settings: Settings) -> None:
    settings.VIGIE_INTAKE_REALM = "live"

    for path, name in (
        (FIGURES, "figures"),
        (PUBLICATIONS, "publications"),
        (DATASETS, "datasets"),
    ):
        told = get(path)
        assert (told[name], told["realm"], told["synthetic"]) == ([], "live", False)
    get(f"{DATASETS}/declarations_by_region", 404)


def test_it_is_read_only(client: Client) -> None:
    assert client.post(FIGURES).status_code == 405
