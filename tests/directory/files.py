"""Writes small files of each published format, made for these tests."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from vigie.directory.formats.legacy import COLUMNS

HEAD = "finess;etalab;111;2024-05-12"

HOSPITAL = {
    "record": "structureet",
    "finess": "350000011",
    "legal_entity": "350000003",
    "name": "CH DE VALBELLE",
    "long_name": "CENTRE HOSPITALIER DE VALBELLE SUR ORVELLE",
    "number": "2",
    "street_type": "R",
    "street": "DES ECOLES",
    "department": "35",
    "routing": "35042 VALBELLE CEDEX",
    "category": "355",
    "siret": "26350000100012",
    "public_service": "1",
    "opened": "1979-02-13",
    "authorised": "1979-02-13",
    "updated": "2020-02-04",
}
SURVEYED = {
    "bor": "ID",
    "an": "2023",
    "fi": "350000011",
    "rs": "CH DE VALBELLE",
    "rscom": "",
    "fi_ej": "350000003",
    "stj": "13",
    "stjr": "1",
    "cat": "355",
    "catr": "PUB2",
    "sir": "26350000100012",
    "reg": "53",
    "dep": "35",
    "COMINSEE": "35238",
    "NOMCOM": "VALBELLE",
    "NUMVOI": "2",
    "TYPVOI": "R",
    "NOMVOI": "DES ECOLES",
    "BP": "",
    "CPO": "35042",
    "LIBCOM": "VALBELLE CEDEX",
}
SAE_COLUMNS = tuple(SURVEYED)


def legacy_line(**cells: str) -> str:
    """Return one line of the legacy CSV: a hospital, but for what is given."""
    return ";".join({**HOSPITAL, **cells}.get(column, "") for column in COLUMNS)


def legacy_lines(count: int, start: int = 0) -> list[str]:
    """Return lines of as many different structures."""
    return [legacy_line(finess=f"36{start + rank:07}") for rank in range(count)]


def write_legacy(
    folder: Path, *lines: str, head: str = HEAD, encoding: str = "utf-8", end: str = "\n"
) -> Path:
    """Write a legacy CSV."""
    path = folder / "etablissements.csv"
    path.write_bytes(end.join([head, *lines, ""]).encode(encoding))
    return path


def sae_line(columns: Iterable[str] = SAE_COLUMNS, **cells: str) -> str:
    """Return one line of the SAE file: a hospital, but for what is given."""
    return ";".join({**SURVEYED, **cells}.get(column, "") for column in columns)


def write_sae(
    folder: Path,
    *lines: str,
    columns: Iterable[str] = SAE_COLUMNS,
    encoding: str = "iso-8859-1",
) -> Path:
    """Write a SAE identification file."""
    path = folder / "id_2023.csv"
    path.write_bytes("\r\n".join([";".join(columns), *lines, ""]).encode(encoding))
    return path


def establishment(**values: Any) -> dict[str, Any]:
    """Return an establishment as the flow published since 2026 writes it."""
    general = {
        "egeId": "1",
        "numFinessEge": "350000011",
        "nomEgeCourt": "CH DE VALBELLE",
        "nomEgeLong": "CENTRE HOSPITALIER DE VALBELLE SUR ORVELLE",
        "siret": "26350000100012",
        "dateOuverture": "1979-02-13",
        "dateFermeture": None,
    }
    whole = {
        "informationsGeneralesEGE": {
            **general,
            **{key: values.pop(key) for key in [*values] if key in general},
        },
        "etatObjet": "A",
        "categorieentiteGeographiqueExercice": "355",
        "adresse": [address()],
        "evenement": [{"evenementId": "9", "etatObjet1": "I", "codeEvenement": "002"}],
        "dateDerniereMaj": "2026-01-31T08:00:00+01:00",
    }
    return {**whole, **values}


def address(**values: Any) -> dict[str, Any]:
    """Return an address of the flow."""
    return {
        "usageAdresse": "03",
        "numeroVoie": "2",
        "typeVoie": "R",
        "libelleVoie": "DES ECOLES",
        "lieuDit": None,
        "cogCommune": "35238",
        "ligneAcheminement": "VALBELLE CEDEX",
        "codePostal": "35042",
        **values,
    }


def entity(*establishments: dict[str, Any], **general: Any) -> dict[str, Any]:
    """Return a legal entity of the flow with its establishments."""
    return {
        "informationsGeneralesPMEJ": {
            "numFinessPm": "350000003",
            "statutJuridique": "13",
            **general,
        },
        "ege": list(establishments),
    }


def write_flow(folder: Path, *entities: dict[str, Any], **document: Any) -> Path:
    """Write a structures flow."""
    path = folder / "structures.json"
    whole = {"generatedAt": "2026-02-01T00:00:00Z", "gco": [], "gcc": [], "pmej": entities}
    path.write_text(json.dumps({**whole, **document}), encoding="utf-8")
    return path
