"""Rows of a CSV or XLSX file, each with its line and its cells by column name."""

import csv
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO
from xml.etree.ElementTree import ParseError

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from vigie.incidents.history.mapping import Mapping

# A history of a national CSIRT has thousands of cells of a few hundred characters.
LONGEST_CELL = 1_000_000
LONGEST_LINE = 4 * LONGEST_CELL
# What a workbook may unpack to.
LARGEST_WORKBOOK = 200_000_000
# What openpyxl raises on a workbook that was cut, altered or made to harm.
BROKEN_WORKBOOK = (
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    RuntimeError,
)


class UnreadableTableError(ValueError):
    """The file is no table that the mapping can read; the message says why."""


@dataclass(frozen=True)
class TableRow:
    """One row; `problem` says why it cannot be read as the header promises."""

    line: int
    cells: dict[str, str | datetime]
    problem: str = ""


def read_rows(path: Path, mapping: Mapping) -> Iterator[TableRow]:
    """Yield the rows of `path` one by one, never the whole file.

    Raises UnreadableTableError for a missing file, an encoding or a format that is not the
    mapping's, or a header without the mapping's columns.
    """
    # The file is read twice, which a pipe or a device does not allow.
    if path.exists() and not path.is_file() and not path.is_dir():
        raise UnreadableTableError(f"{path}: is not a file")
    try:
        if zipfile.is_zipfile(path):
            yield from _xlsx_rows(path, mapping)
        else:
            yield from _csv_rows(path, mapping)
    except OSError as error:
        raise UnreadableTableError(f"{path}: cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableTableError(f"{path}: is not in {mapping.encoding} ({error})") from error


def _csv_rows(path: Path, mapping: Mapping) -> Iterator[TableRow]:
    csv.field_size_limit(LONGEST_CELL)
    # The byte order mark that spreadsheets write is no part of the first column's name.
    encoding = "utf-8-sig" if mapping.encoding.lower() in {"utf-8", "utf8"} else mapping.encoding
    with path.open(encoding=encoding, newline="") as file:
        reader = csv.reader(_lines(file, path), delimiter=mapping.delimiter, strict=True)
        try:
            header = _header(next(reader, []), path, mapping)
            for cells in reader:
                if any(cells):
                    yield _row(reader.line_num, header, list(cells))
        except csv.Error as error:
            raise UnreadableTableError(f"{path}, line {reader.line_num}: {error}") from error


def _lines(file: TextIO, path: Path) -> Iterator[str]:
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            raise UnreadableTableError(f"{path}, line {number}: is too long for a table")
        yield line


def _xlsx_rows(path: Path, mapping: Mapping) -> Iterator[TableRow]:
    _refuse_bomb(path)
    try:
        yield from _sheet_rows(path, mapping)
    except UnreadableTableError:
        raise
    except BROKEN_WORKBOOK as error:
        raise UnreadableTableError(f"{path}: is not a sound XLSX workbook") from error


def _refuse_bomb(path: Path) -> None:
    """Raise when a workbook unpacks to what would fill the memory."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(each.file_size for each in archive.infolist())
    except zipfile.BadZipFile as error:
        raise UnreadableTableError(f"{path}: is not a sound XLSX workbook") from error
    if unpacked > LARGEST_WORKBOOK:
        raise UnreadableTableError(f"{path}: unpacks to {unpacked:,} bytes, save it as CSV")


def _sheet_rows(path: Path, mapping: Mapping) -> Iterator[TableRow]:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        if mapping.sheet and mapping.sheet not in book.sheetnames:
            raise UnreadableTableError(f"{path}: has no sheet “{mapping.sheet}”")
        sheet = book[mapping.sheet] if mapping.sheet else book.worksheets[0]
        rows = sheet.iter_rows(values_only=True)
        header = _header([str(cell or "") for cell in next(rows, ())], path, mapping)
        for line, values in enumerate(rows, start=2):
            if any(value is not None for value in values):
                yield _row(line, header, [_cell(value) for value in values[: len(header)]])
    finally:
        book.close()


def _header(names: list[str], path: Path, mapping: Mapping) -> list[str]:
    header = [name.strip() for name in names]
    missing = sorted(mapping.columns_read - set(header))
    if missing:
        raise UnreadableTableError(f"{path}: has no column {', '.join(missing)}")
    return header


def _row(line: int, header: list[str], cells: list[str | datetime]) -> TableRow:
    if len(cells) != len(header):
        problem = f"has {len(cells)} cells where the header has {len(header)}"
        return TableRow(line, {}, problem)
    return TableRow(line, dict(zip(header, cells, strict=True)))


def _cell(value: object) -> str | datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
