"""No cell of a table that we hand over is computed by the spreadsheet that opens it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.core.spreadsheets import csv_table, harmless


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "=HYPERLINK()", "＝1"],
)
def test_what_a_spreadsheet_would_compute_is_shown(cell: str) -> None:
    assert harmless(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "a", "1", "a=b", "192.0.2.1", "é", "'=1"])
def test_what_is_harmless_stays_as_it_is(cell: str) -> None:
    assert harmless(cell) == cell


@given(rows=st.lists(st.lists(st.text(), min_size=2, max_size=2), max_size=5))
def test_a_table_is_read_back_whole_with_no_cell_to_compute(rows: list[list[str]]) -> None:
    table = csv_table(["a", "b"], rows).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(table, newline="")))
    assert read[0] == ["a", "b"]
    assert len(read) == len(rows) + 1
    for cell in (cell for row in read for cell in row):
        assert not cell.lstrip(" ").startswith(("=", "+", "-", "@"))


def test_accents_are_read_by_spreadsheets() -> None:
    assert csv_table(["é"], []).startswith(b"\xef\xbb\xbf")
