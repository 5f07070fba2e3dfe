import csv
import io
import json
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from tests.observatory.builders import declared, qualified

pytestmark = pytest.mark.django_db
KEYS = {
    "realm",
    "key",
    "value",
    "numerator",
    "denominator",
    "unit",
    "scope",
    "breakdown",
    "period",
    "pending",
    "method_version",
}


def figures(*options: str) -> str:
    out = io.StringIO()
    call_command("figures", *options, stdout=out, stderr=io.StringIO())
    return out.getvalue()


def as_json(*options: str) -> list[dict[str, Any]]:
    flat: list[dict[str, Any]] = json.loads(figures("--format", "json", *options))
    return flat


def test_json_is_a_flat_list_of_figures_that_can_be_read_alone() -> None:
    qualified(declared(origin="malicious"))
    declared()
    declared()

    flat = as_json("--year", "2019", "--realm", "demo")

    assert all(each.keys() >= KEYS for each in flat)
    (share,) = [each for each in flat if each["key"] == "share_malicious"]
    assert share["value"] == 1 / 3
    assert (share["numerator"], share["denominator"]) == (1, 3)
    assert (share["unit"], share["scope"], share["period"]) == ("declarations", "all", "2019")
    assert (share["breakdown"], share["pending"], share["protected"]) == (None, 2, False)
    (count,) = [each for each in flat if each["key"] == "declarations"]
    assert (count["value"], count["numerator"], count["denominator"]) == (3, 3, None)
    (cell,) = [each for each in flat if each["breakdown"] == "origin=malicious"]
    assert (cell["key"], cell["value"]) == ("declarations_by_origin", 1)


def test_csv_holds_the_same_figures_as_json() -> None:
    declared()

    rows = list(csv.DictReader(io.StringIO(figures("--year", "2019", "--format", "csv"))))

    flat = as_json("--year", "2019")
    assert [row["key"] for row in rows] == [each["key"] for each in flat]
    assert rows[0].keys() == {*flat[0], "per"}
    assert rows[0]["value"] == "1"


def test_without_a_realm_each_realm_has_its_block_and_nothing_is_summed() -> None:
    declared("demo")
    declared("live")
    declared("live")

    totals = {
        each["realm"]: each["value"]
        for each in as_json("--year", "2019")
        if each["key"] == "declarations"
    }
    table = figures("--year", "2019")

    assert totals == {"demo": 1, "live": 2}
    assert "demo" in table
    assert "live" in table


def test_the_table_shows_each_percentage_beside_its_fraction() -> None:
    declared(origin="malicious")
    declared()
    declared()

    with translation.override("fr"):
        table = figures("--year", "2019", "--realm", "demo")

    (line,) = [line for line in table.splitlines() if "33,3" in line]
    assert "1 / 3" in line


def test_a_year_without_data_counts_zero() -> None:
    declared()

    flat = as_json("--year", "2030", "--realm", "demo")

    assert {each["numerator"] for each in flat} == {0}


def test_an_instance_without_declarations_prints_an_empty_list() -> None:
    assert as_json("--year", "2019") == []
    assert figures("--year", "2019").strip() == ""


@pytest.mark.parametrize("year", ["0", "-5", "20190", "abc", "2019.5", "٢٠١٩", ""])
def test_a_year_that_is_not_one_is_refused(year: str) -> None:
    with pytest.raises(CommandError, match="year"):
        figures(f"--year={year}")


@pytest.mark.parametrize("realm", ["", "Demo", "import:", "demo'; DROP TABLE facts", "../live"])
def test_a_realm_that_is_not_one_is_refused(realm: str) -> None:
    with pytest.raises(CommandError, match="realm"):
        figures("--year=2019", f"--realm={realm}")
