"""What cannot be read is refused with its line and reason; the rest goes on."""

import os
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import StringIO
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.incidents.history.conftest import HEADER, ROWS
from vigie.declarations.models import Declaration
from vigie.incidents.history.mapping import Mapping, MappingError, load_mapping
from vigie.incidents.history.recording import RefusedRow, check_history
from vigie.incidents.history.rows import RowRefusedError, read_row
from vigie.incidents.history.tables import (
    LARGEST_WORKBOOK,
    LONGEST_LINE,
    TableRow,
    UnreadableTableError,
)

pytestmark = pytest.mark.django_db

WriteCsv = Callable[..., Path]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",03/02/2020,Virus,1", "Name: is empty"),
        ("CH,,Virus,1", "Date: is empty"),
        ("CH,2020-02-03,Virus,1", "Date: “2020-02-03” is not a date of ['%d/%m/%Y']"),
        ("CH,03/02/2999,Virus,1", "Date: 2999-02-03 is before 1990 or in the future"),
        ("CH,03/02/0001,Virus,1", "Date: 0001-02-03 is before 1990 or in the future"),
        ("CH,03/02/2020,Inondation,1", "Kind: “Inondation” has no kind in the mapping"),
        ("CH,03/02/2020,Virus,many", "Persons: “many” is not a number of persons"),
        (f"CH,03/02/2020,Virus,{'9' * 30}", f"Persons: “{'9' * 30}” is not a number of persons"),
        (
            f"CH,03/02/2020,Virus,000000000{'9' * 30}",
            f"Persons: “000000000{'9' * 30}” is not a number of persons",
        ),
        ("CH,03/02/2020,Virus", "has 3 cells where the header has 4"),
        ("C\x00H,03/02/2020,Virus,1", "Name: holds a NUL character"),
        ("C" * 251 + ",03/02/2020,Virus,1", "Name: is longer than 250 characters"),
    ],
)
def test_a_bad_row_is_named(write_csv: WriteCsv, mapping_file: Path, row: str, reason: str) -> None:
    count = check_history(write_csv(ROWS[0], row, ROWS[1]), load_mapping(str(mapping_file)))

    assert count.refused == [RefusedRow(3, reason)]
    assert count.added == 2


def test_a_file_without_the_columns_is_refused(write_csv: WriteCsv, mapping_file: Path) -> None:
    with pytest.raises(UnreadableTableError, match="has no column Kind, Persons"):
        check_history(write_csv(header="Name,Date"), load_mapping(str(mapping_file)))


def test_a_file_in_another_encoding_is_refused(write_csv: WriteCsv, mapping_file: Path) -> None:
    path = write_csv("CH Forêt,03/02/2020,Virus,1", encoding="cp1252")

    with pytest.raises(UnreadableTableError, match="is not in utf-8"):
        check_history(path, load_mapping(str(mapping_file)))


def test_a_truncated_workbook_is_refused(tmp_path: Path, mapping_file: Path) -> None:
    path = tmp_path / "past.xlsx"
    path.write_bytes(b"PK\x03\x04 cut")

    with pytest.raises(UnreadableTableError):
        check_history(path, load_mapping(str(mapping_file)))


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/workbook.xml", b"<workbook>"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>"),
        ("xl/worksheets/sheet1.xml", b'<sheetData><row r="x"><c r="ZZZZZZ9"/></row></sheetData>'),
        ("xl/worksheets/sheet1.xml", None),
    ],
)
def test_a_workbook_with_a_broken_part_is_refused(
    tmp_path: Path, mapping_file: Path, part: str, content: bytes | None
) -> None:
    path = tmp_path / "past.xlsx"
    write_workbook(path, **{part: content})

    with pytest.raises(UnreadableTableError, match=r"not a sound XLSX workbook|has no column"):
        check_history(path, load_mapping(str(mapping_file)))


def write_workbook(path: Path, **replaced: bytes | None) -> None:
    """Write a workbook, some of its parts replaced or, where None, left out."""
    openpyxl.Workbook().save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **replaced}.items():
            if content is not None:
                archive.writestr(name, content)


def test_a_workbook_that_unpacks_to_fill_the_memory_is_refused(
    tmp_path: Path, mapping_file: Path
) -> None:
    path = tmp_path / "past.xlsx"
    write_workbook(path, **{"xl/sharedStrings.xml": b"a" * (LARGEST_WORKBOOK + 1)})

    with pytest.raises(UnreadableTableError, match="unpacks to 200,"):
        check_history(path, load_mapping(str(mapping_file)))


def test_a_line_that_would_fill_the_memory_is_refused(
    write_csv: WriteCsv, mapping_file: Path
) -> None:
    path = write_csv(ROWS[0], "a" * LONGEST_LINE)

    with pytest.raises(UnreadableTableError, match="line 3: is too long"):
        check_history(path, load_mapping(str(mapping_file)))


def test_a_pipe_is_refused(tmp_path: Path, mapping_file: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)

    with pytest.raises(UnreadableTableError, match="is not a file"):
        check_history(path, load_mapping(str(mapping_file)))


def test_a_missing_file_is_refused(tmp_path: Path, mapping_file: Path) -> None:
    with pytest.raises(UnreadableTableError, match="cannot be read"):
        check_history(tmp_path / "nowhere.csv", load_mapping(str(mapping_file)))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (('name = "trial"', 'name = "Tri al"'), "name: “Tri al” may hold only"),
        (("malware", "virus"), "columns.kind: “virus” is not a code of incident_kind"),
        (("columns.persons_affected", "columns.people"), "columns.people: no such target"),
        (('key = ["Name", "Date"]', "key = []"), "key and formats: must be lists of texts"),
        (('column = "Name"', "column = 3"), "columns.structure_name: “column” must name a column"),
        (('precision = "day"', 'precision = "era"'), "columns.received_at.precision: one of"),
        (('precision = "day"', 'zone = "Mars/Olympus"'), "is not a time zone"),
        (("[defaults]", "[defaults]\nin_scope = 1"), "in_scope is true or false"),
        (("[defaults]", "defaults"), "is not TOML"),
    ],
)
def test_a_mapping_that_cannot_work_says_where(
    mapping_file: Path, change: tuple[str, str], reason: str
) -> None:
    mapping_file.write_text(mapping_file.read_text(encoding="utf-8").replace(*change), "utf-8")

    with pytest.raises(MappingError, match=reason):
        load_mapping(str(mapping_file))


def test_the_command_lists_refusals_and_records_the_rest(
    write_csv: WriteCsv, mapping_file: Path
) -> None:
    out, err = StringIO(), StringIO()
    path = write_csv(*ROWS, "CH,2020,Virus,1")

    call_command("import_history", str(path), mapping=str(mapping_file), stdout=out, stderr=err)

    assert "line 5: Date: “2020”" in err.getvalue()
    assert "4 rows read, 3 added, 0 already there, 1 refused" in out.getvalue()
    assert Declaration.objects.count() == 3


def test_when_strict_one_refusal_stops_everything(write_csv: WriteCsv, mapping_file: Path) -> None:
    path = write_csv(*ROWS, "CH,2020,Virus,1")

    with pytest.raises(CommandError, match="1 rows refused: nothing was written"):
        call_command(
            "import_history", str(path), mapping=str(mapping_file), strict=True, stderr=StringIO()
        )
    assert not Declaration.objects.exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(cells=st.lists(st.text(max_size=60), min_size=4, max_size=4))
def test_whatever_the_cells_a_row_is_read_or_refused(mapping_file: Path, cells: list[str]) -> None:
    mapping: Mapping = load_mapping(str(mapping_file))
    row = TableRow(2, dict(zip(HEADER.split(","), cells, strict=True)))

    with suppress(RowRefusedError):
        assert read_row(row, mapping).submission.structure.name
