"""The identification file of the SAE, the yearly survey of health establishments by the DREES.

Columns move from year to year: they are found by the names in the header.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

from vigie.directory import nomenclatures
from vigie.directory.formats import cells as cell
from vigie.directory.formats.lines import Line, cells, lines
from vigie.directory.formats.rows import (
    Columns,
    FileFacts,
    Format,
    Listed,
    Refused,
    RefusedRowError,
)
from vigie.taxonomy.codes import LegalStatus

NEEDED = frozenset(["fi", "rs"])
DELIMITERS = ";,\t"

# `stjr`, and the first letters of `catr`: who owns the establishment. In the files themselves 2
# goes with commercial companies and `PLU`, 3 with associations and `PNL`.
STATUS_OF_GROUP = {
    "1": LegalStatus.PUBLIC,
    "2": LegalStatus.PRIVATE_FOR_PROFIT,
    "3": LegalStatus.PRIVATE_NONPROFIT,
    "PUB": LegalStatus.PUBLIC,
    "PLU": LegalStatus.PRIVATE_FOR_PROFIT,
    "PNL": LegalStatus.PRIVATE_NONPROFIT,
}


def header(text: str) -> tuple[str, list[str]] | None:
    """Return the delimiter and the column names of a SAE header; None for any other line."""
    for delimiter in DELIMITERS:
        columns = [name.strip().lower() for name in cells(text, delimiter)]
        if NEEDED.issubset(columns):
            return delimiter, columns
    return None


def read(stream: BinaryIO, facts: FileFacts) -> Iterator[Listed | Refused]:
    """Yield each establishment surveyed."""
    del facts
    delimiter, columns = ";", list[str]()
    for line in lines(stream):
        if isinstance(line, Refused):
            yield line
        elif columns:
            yield _structure(line, cells(line.text, delimiter), columns)
        elif found := header(line.text):
            delimiter, columns = found


def _structure(line: Line, found: Sequence[str], columns: Sequence[str]) -> Listed | Refused:
    finess = ""
    try:
        row = dict(zip(columns, found, strict=False))
        finess = cell.finess_number(row.get("fi", ""))
        cell.check_count(found, columns)
        return Listed(line.place, finess, _columns(finess, row))
    except RefusedRowError as error:
        return Refused(line.place, str(error), finess)


def _columns(finess: str, row: dict[str, str]) -> Columns:
    def said(column: str) -> str:
        return row.get(column, "")

    name, other_names = cell.name(said("rs"), said("rscom"))
    columns: Columns = {
        "name": name,
        "other_names": other_names,
        "legal_entity_finess": cell.legal_entity_number(said("fi_ej")),
        "siret": cell.siret_number(said("sir")),
        "category": cell.category_code(said("cat")),
        "department": (
            nomenclatures.department(said("dep")) or nomenclatures.department_of_finess(finess)
        ),
        "address": cell.street(said("numvoi"), said("typvoi"), said("nomvoi"), said("bp")),
        "postal_code": cell.postal_code(said("cpo")),
        "town": cell.routing(said("nomcom") or said("libcom"))[1],
    }
    if status := _legal_status(row):
        columns["legal_status"] = status
    return columns


def _legal_status(row: dict[str, str]) -> str | None:
    detailed = nomenclatures.legal_status(row.get("stj", "").strip())
    if detailed != LegalStatus.UNKNOWN:
        return detailed
    return STATUS_OF_GROUP.get(row.get("catr", "")[:3]) or STATUS_OF_GROUP.get(row.get("stjr", ""))


SAE = Format(source="sae", title="SAE identification file", read=read, is_register=False)
