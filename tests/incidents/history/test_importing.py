"""A history becomes declarations and closed cases of its own realm, once, telling nobody."""

from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.incidents.history.conftest import HEADER, ROWS
from vigie.core.models import OutboxMessage
from vigie.declarations.models import Clock, Declaration, Receipt
from vigie.incidents.history.mapping import load_mapping
from vigie.incidents.history.recording import check_history, import_history
from vigie.incidents.models import Incident, Qualification

pytestmark = pytest.mark.django_db

WriteCsv = Callable[..., Path]


def test_each_row_is_a_declaration_and_a_closed_case(
    write_csv: WriteCsv, mapping_file: Path
) -> None:
    count = import_history(write_csv(*ROWS), load_mapping(str(mapping_file)))

    assert (count.read, count.added, count.refused) == (3, 3, [])
    assert set(Declaration.objects.values_list("realm", flat=True)) == {"import:trial"}
    assert Incident.objects.filter(closed_at__isnull=False, realm="import:trial").count() == 3
    assert Qualification.objects.filter(origin="malicious", kind="malware").count() == 1
    virus = Declaration.objects.get(kind="malware")
    assert virus.received_at.astimezone().date().isoformat() == "2020-02-03"
    assert virus.structure_kind == "health_establishment"
    assert virus.persons_affected == 120


def test_nobody_is_told_and_no_clock_starts(write_csv: WriteCsv, mapping_file: Path) -> None:
    import_history(write_csv(*ROWS), load_mapping(str(mapping_file)))

    assert not OutboxMessage.objects.exists()
    assert not Receipt.objects.exists()
    assert not Clock.objects.exists()


def test_a_second_run_adds_nothing(write_csv: WriteCsv, mapping_file: Path) -> None:
    mapping = load_mapping(str(mapping_file))
    import_history(write_csv(*ROWS), mapping)
    again = import_history(write_csv(*ROWS), mapping)

    assert (again.added, again.known) == (0, 3)
    assert Declaration.objects.count() == 3


def test_a_longer_file_adds_what_is_new(write_csv: WriteCsv, mapping_file: Path) -> None:
    mapping = load_mapping(str(mapping_file))
    import_history(write_csv(*ROWS[:2]), mapping)
    longer = import_history(write_csv(*ROWS), mapping)

    assert (longer.added, longer.known) == (1, 2)


def test_rows_alike_in_their_key_are_two_incidents(write_csv: WriteCsv, mapping_file: Path) -> None:
    mapping = load_mapping(str(mapping_file))
    twins = (ROWS[0], ROWS[0].replace("120", "121"))
    import_history(write_csv(*twins), mapping)
    import_history(write_csv(*twins), mapping)

    assert Declaration.objects.count() == 2


def test_a_check_writes_nothing(write_csv: WriteCsv, mapping_file: Path) -> None:
    count = check_history(write_csv(*ROWS), load_mapping(str(mapping_file)))

    assert count.added == 3
    assert not Declaration.objects.exists()


def test_a_workbook_reads_like_a_table(tmp_path: Path, mapping_file: Path) -> None:
    book = openpyxl.Workbook()
    for row in (HEADER, *ROWS):
        book.active.append(row.split(","))  # type: ignore[union-attr]
    path = tmp_path / "past.xlsx"
    book.save(path)

    count = import_history(path, load_mapping(str(mapping_file)))

    assert (count.added, count.refused) == (3, [])
