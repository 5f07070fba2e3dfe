"""The CSV of open establishments that FINESS published until 2026 (`etalab-cs1100502`).

No header: a first line `finess;etalab;<issue>;<date>`, then `structureet;` and 31 more cells.
"""

from collections.abc import Iterator
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

HEAD = "finess"
STRUCTURE = "structureet"
# The sister file `etalab-cs1100507` adds such lines: coordinates, which Vigie has no use for.
LOCATION = "geolocalisation"
# Fifth cell of the first line of a directory that `vigie make_structures` made.
SYNTHETIC = "synthetic"

COLUMNS = (
    "record",
    "finess",
    "legal_entity",
    "name",
    "long_name",
    "name_complement",
    "delivery",
    "number",
    "street_type",
    "street",
    "street_complement",
    "place",
    "municipality",
    "department",
    "department_name",
    "routing",
    "telephone",
    "fax",
    "category",
    "category_name",
    "group",
    "group_name",
    "siret",
    "activity",
    "tariff",
    "tariff_name",
    "public_service",
    "public_service_name",
    "opened",
    "authorised",
    "updated",
    "school",
)

# Participation in the public hospital service (TRE_R73-ESPIC) tells who owns a hospital.
PUBLIC = "1"
NON_PROFIT = frozenset(["5", "6", "7"])
NOT_CONCERNED = "0"
# Categories where a hospital that is neither public nor non-profit must be for profit. Dialysis
# is left out: many associations stand there as “not concerned”.
FOR_PROFIT_WHEN_NOT_CONCERNED = frozenset(["109", "127", "128", "129", "161", "362", "365"])


def read(stream: BinaryIO, facts: FileFacts) -> Iterator[Listed | Refused]:
    """Yield each structure of the file, all of them open."""
    for line in lines(stream):
        if isinstance(line, Refused):
            yield line
            continue
        found = cells(line.text)
        record = found[0].strip().lower()
        if record == HEAD and line.number == 1:
            _read_head(found, facts)
        elif record != LOCATION:
            yield _structure(line, found)


def _read_head(head: list[str], facts: FileFacts) -> None:
    _, _, _, dated, marks, *_ = *head, "", "", "", ""
    facts.dated = cell.day_or_none(dated)
    facts.synthetic = facts.synthetic or marks.strip().lower() == SYNTHETIC


def _structure(line: Line, found: list[str]) -> Listed | Refused:
    finess = ""
    try:
        _check_record(found[0])
        finess = cell.finess_number(found[1]) if len(found) > 1 else ""
        cell.check_count(found, COLUMNS)
        row = dict(zip(COLUMNS, found, strict=True))
        return Listed(line.place, finess, _columns(row), closed=False)
    except RefusedRowError as error:
        return Refused(line.place, str(error), finess)


def _check_record(record: str) -> None:
    if record.strip().lower() != STRUCTURE:
        raise RefusedRowError(f"begins with {cell.shown(record)}, not “{STRUCTURE}”")


def _columns(row: dict[str, str]) -> Columns:
    name, other_names = cell.name(row["long_name"], row["name"], row["name_complement"])
    postal_code, town = cell.routing(row["routing"])
    for called in ("authorised", "updated"):
        cell.day(row[called], f"date {called}")
    columns: Columns = {
        "name": name,
        "other_names": other_names,
        "legal_entity_finess": cell.legal_entity_number(row["legal_entity"]),
        "siret": cell.siret_number(row["siret"]),
        "category": cell.category_code(row["category"]),
        "department": (
            nomenclatures.department(row["department"])
            or nomenclatures.department_of_finess(row["finess"])
        ),
        "address": cell.street(row["number"], row["street_type"], row["street"], row["place"]),
        "postal_code": postal_code,
        "town": town,
        "phone": cell.phone(row["telephone"]),
        "opened_on": cell.day(row["opened"], "date opened"),
    }
    if status := _legal_status(row["public_service"].strip(), row["category"].strip()):
        columns["legal_status"] = status
    return columns


def _legal_status(public_service: str, category: str) -> LegalStatus | None:
    if public_service == PUBLIC:
        return LegalStatus.PUBLIC
    if public_service in NON_PROFIT:
        return LegalStatus.PRIVATE_NONPROFIT
    if public_service == NOT_CONCERNED and category in FOR_PROFIT_WHEN_NOT_CONCERNED:
        return LegalStatus.PRIVATE_FOR_PROFIT
    return None


LEGACY = Format(
    source="finess-csv",
    title="FINESS establishments, legacy CSV",
    read=read,
    lists_all_open=True,
)
