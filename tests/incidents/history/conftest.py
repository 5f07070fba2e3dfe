"""Small tables of past incidents, and a mapping that reads them."""

from collections.abc import Callable
from pathlib import Path

import pytest

MAPPING = """
name = "trial"
language = "en"
key = ["Name", "Date"]

[columns.received_at]
column = "Date"
formats = ["%d/%m/%Y"]
precision = "day"

[columns.structure_name]
column = "Name"

[columns.kind]
column = "Kind"
[columns.kind.values]
"Virus" = "malware"
"Panne" = "infrastructure_failure"

[columns.origin]
column = "Kind"
[columns.origin.values]
"Virus" = "malicious"
"Panne" = "not_malicious"

[columns.persons_affected]
column = "Persons"

[defaults]
structure_kind = "health_establishment"
data_confidentiality = "no"
"""
HEADER = "Name,Date,Kind,Persons"
ROWS = (
    "CH Essai,03/02/2020,Virus,120",
    "EHPAD Essai,04/02/2020,Panne,",
    "CH Essai,05/02/2021,Panne,1 200",
)


@pytest.fixture
def mapping_file(tmp_path: Path) -> Path:
    path = tmp_path / "trial.toml"
    path.write_text(MAPPING, encoding="utf-8")
    return path


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[..., Path]:
    """Write a table; returns its path."""

    def write(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
        path = tmp_path / "past.csv"
        path.write_bytes("\n".join([header, *rows, ""]).encode(encoding))
        return path

    return write
