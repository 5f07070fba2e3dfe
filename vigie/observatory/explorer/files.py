"""What is read, as a file: every cell of it in a row of its own, numbers never rounded.

Rows hold codes and, in the active language, their names. A dimension that is totalled is empty.
"""

import io
import json
from collections.abc import Iterator, Sequence
from itertools import product
from typing import Any

import openpyxl

from vigie.core.spreadsheets import csv_table, harmless
from vigie.observatory.explorer.choices import Choice
from vigie.observatory.explorer.reading import Reading, base, count, places
from vigie.observatory.open_data import LICENCE_URL
from vigie.observatory.publications import Publication

COLUMNS = (
    "unit",
    "year",
    "version",
    "dimension_1",
    "code_1",
    "label_1",
    "dimension_2",
    "code_2",
    "label_2",
    "count",
    "suppressed",
    "out_of",
)
Row = dict[str, Any]


def rows(reading: Reading) -> Iterator[Row]:
    """Yield the cells that were read: `count` is None where `suppressed`.

    `out_of`: the total that a share of it would be out of, None where that is not published.
    """
    choice = reading.choice
    named: list[list[tuple[str, str, str]]] = []
    for each in choice.table.dimensions:
        if choice.only and each.name == choice.only.dimension:
            named.append([(each.name, choice.only.code, each.label(choice.only.code))])
        else:
            found = places(choice, each, reading.publications)
            every = ((each.name, place.code, place.label) for place in found)
            named.append([(each.name, "", ""), *every])
    for publication in reading.publications:
        for combined in product(*named):
            if row := _row(choice, publication, combined):
                yield row


def as_csv(reading: Reading) -> bytes:
    """Return what was read as CSV."""
    return csv_table(COLUMNS, (_texts(row) for row in rows(reading)))


def as_json(reading: Reading) -> str:
    """Return what was read as JSON, with the publications that it comes from."""
    said = {
        "title": reading.title,
        "licence": LICENCE_URL,
        "publications": [
            {
                "realm": each.realm,
                "synthetic": each.is_synthetic,
                "year": each.year,
                "version": each.version,
                "released_at": each.released_at.isoformat(),
                "sha256": each.sha256,
                "pending": each.pending,
            }
            for each in reading.publications
        ],
        "not_published": list(reading.missing),
        "cells": list(rows(reading)),
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def as_xlsx(reading: Reading) -> bytes:
    """Return what was read as a workbook, its numbers as numbers and no text as a formula."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("cells")
    sheet.append(COLUMNS)
    for row in rows(reading):
        sheet.append([harmless(each) if isinstance(each, str) else each for each in row.values()])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _row(
    choice: Choice, publication: Publication, named: Sequence[tuple[str, str, str]]
) -> Row | None:
    kept = choice.only.dimension if choice.only else ""
    codes = {name: code for name, code, _label in named if code and name != kept}
    measure = count(choice, publication, codes)
    if measure is None:
        return None
    told: list[Any] = [part for each in named for part in each]
    told += [""] * (6 - len(told))
    start = (choice.table.unit.value, publication.year, publication.version)
    number = measure.numerator
    end = (number, number is None, base(choice, publication))
    return dict(zip(COLUMNS, (*start, *told, *end), strict=True))


def _texts(row: Row) -> list[str]:
    return ["" if each is None else str(each) for each in _spelled(row).values()]


def _spelled(row: Row) -> Row:
    """Write yes and no as the open data do."""
    return {**row, "suppressed": "true" if row["suppressed"] else "false"}
