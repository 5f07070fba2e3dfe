"""The order and the words in which a table is read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.utils import translation

from vigie.observatory import explorer
from vigie.observatory.catalogue import TABLES, Table, Unit
from vigie.observatory.disclosure import CellId
from vigie.observatory.explorer import Choice, charts
from vigie.observatory.explorer.reading import places
from vigie.observatory.publications import Publication

BY_REGION, BY_MONTH, CROSSED = (
    next(each for each in TABLES if each.key == f"declarations_by_{name}")
    for name in ("region", "month", "region_and_origin")
)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def publication(table: Table, **counts: int | None) -> Publication:
    """A publication of one table: zero where nothing is told."""
    zeros: dict[CellId, int | None] = dict.fromkeys(table.cells("2019"), 0)
    told = {
        table.cell("2019", [code.removeprefix("r")] if code else []): number
        for code, number in counts.items()
    }
    now = datetime(2020, 1, 1, tzinfo=UTC)
    head = {"realm": "demo", "year": 2019, "version": 1, "released_at": now, "signed_by": "S."}
    method = {"method_version": "2", "note": "", "k": 5, "waived": (), "waiver": None}
    facts = {"snapshot_sha256": "", "snapshot_facts": 0, "snapshot_taken_at": now}
    return Publication(**head, **method, **facts, cells=zeros | told, figures=())  # type: ignore[arg-type]


def test_a_group_comes_where_its_first_member_would_and_its_members_after_it() -> None:
    choice = Choice(BY_REGION, (2019,))
    found = places(choice, BY_REGION.dimensions[0], [])

    codes = [each.code for each in found]
    assert codes[:3] == ["11", "north_west", "24"]
    assert len(codes) == len(set(codes)) == len(BY_REGION.dimensions[0].parents)
    assert all(each.group for each in found if each.code in {"24", "28", "52", "53"})


def test_a_code_that_the_catalogue_forgot_is_still_read() -> None:
    old = publication(BY_REGION, r11=5)
    cell = CellId.of("declarations", {"year": "2019", "region": "lost"})
    old = replace(old, cells={**old.cells, cell: 7})

    reading = explorer.read(Choice(BY_REGION, (2019,)), [old])
    last = reading.panels[0].lines[-1]
    assert (last.head.place.label, last.values[0].text) == ("lost", "7")


def test_a_code_that_was_not_counted_yet_is_no_zero() -> None:
    old = publication(BY_REGION, r11=5)
    told = {cell: count for cell, count in old.cells.items() if ("region", "53") not in cell.where}

    reading = explorer.read(Choice(BY_REGION, (2019,)), [replace(old, cells=told)])
    line = next(each for each in reading.panels[0].lines if each.head.place.code == "53")
    assert line.values[0].text == "not counted"


def test_months_and_quarters_never_stand_side_by_side_in_a_chart_nor_a_month_left_out() -> None:
    reading = explorer.read(Choice(BY_MONTH, (2019,)), [publication(BY_MONTH, r01=5)])

    assert [line.head.place.code for line in reading.panels[0].charted] == [
        f"{month:02}" for month in range(1, 13)
    ]


def test_no_share_is_told_out_of_a_total_that_is_not_published() -> None:
    hidden = publication(BY_REGION, r11=5)
    total = CellId.of("declarations", {"year": "2019"})
    hidden = replace(hidden, cells={**hidden.cells, total: None})

    reading = explorer.read(Choice(BY_REGION, (2019,), shares=True), [hidden])
    assert reading.without_total == (2019,)
    assert all(not value.fraction for line in reading.panels[0].lines for value in line.values)


def test_a_chart_of_two_dimensions_sets_no_group_beside_its_members() -> None:
    """Groups and totals count the others again: the table tells them, a chart would mislead."""
    by_kind = next(each for each in TABLES if each.key == "declarations_by_kind")
    table = Table(Unit.DECLARATIONS, (*by_kind.dimensions, *BY_MONTH.dimensions))
    held = publication(table)
    some = {table.cell("2019", [kind, "01"]): 7 for kind in ("ransomware", "phishing")}
    held = replace(held, cells={**held.cells, **some})
    reading = explorer.read(Choice(table, (2019,)), [held])

    drawing = charts.chart_of(reading, 2019)
    assert drawing
    assert {code for code, _name in drawing.series} == {f"{month:02}" for month in range(1, 13)}
    assert {code for code, _name in drawing.places} == {"ransomware", "phishing"}
    assert len(drawing.marks) == 12 * 2
