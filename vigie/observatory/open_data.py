"""Open data: the protected tables of a publication, one row per cell, and what its codes mean.

Every cell stands once, margins and groups too: a dimension that is not named is totalled.
"""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vigie.observatory import publications
from vigie.observatory.catalogue import BY_CODE, NATIONAL, TABLES, YEAR
from vigie.observatory.publications import Publication

# Licence Ouverte 2.0 of Etalab: free to reuse, naming the source and its date.
LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
# `count` is empty where `suppressed` is true: the cell is not published, to protect structures.
COLUMNS = {
    "unit": "VARCHAR",
    "year": "BIGINT",
    "dimension_1": "VARCHAR",
    "code_1": "VARCHAR",
    "dimension_2": "VARCHAR",
    "code_2": "VARCHAR",
    "count": "BIGINT",
    "suppressed": "BOOLEAN",
}
# Two dimensions and their codes.
NAMED = 4


def as_csv(publication: Publication) -> str:
    """Return the cells of a publication as CSV."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(publication))
    return text.getvalue()


def parquet_path(publication: Publication) -> Path:
    """Return where the cells of a publication are as Parquet, written when it is released."""
    name = f"{publication.year}-v{publication.version:03}.parquet"
    return publications.folder(publication.realm) / name


def dictionary() -> str:
    """Return what tables, codes and figures mean, as JSON in the active language."""
    dimensions = {each.name: each for table in TABLES for each in table.dimensions}
    said: dict[str, Any] = {
        "columns": COLUMNS,
        "dimensions": {
            name: {
                "title": str(each.title),
                "method": str(each.method),
                "codes": {code: each.label(code) for code in each.codes},
                "groups": {
                    group.code: {"title": str(group.title), "codes": group.codes}
                    for group in each.groups
                },
            }
            for name, each in dimensions.items()
        },
        "tables": [
            {"unit": table.unit, "dimensions": [each.name for each in table.dimensions]}
            for table in TABLES
        ],
        "figures": {
            each.key: {
                "title": str(each.title),
                "method": str(each.method),
                "unit": each.unit,
                "counted": each.counted,
                "out_of": each.out_of,
                "out_of_unit": each.of or each.unit,
                "by": each.by.name if each.by else None,
            }
            for each in (*NATIONAL, *BY_CODE)
        },
    }
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _rows(publication: Publication) -> Iterator[tuple[Any, ...]]:
    for cell, count in publication.cells.items():
        where = dict(cell.where)
        year = where.pop(YEAR)
        named = [part for pair in where.items() for part in pair]
        empty = [""] * (NAMED - len(named))
        shown = ("", "true") if count is None else (count, "false")
        yield (cell.counted, year, *named, *empty, *shown)
