"""What the codes of public directories mean in Vigie's own terms."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from vigie.taxonomy import terms
from vigie.taxonomy.codes import LegalStatus, StructureKind

# The first four digits of FINESS numbers overseas; elsewhere the first two are the department.
OVERSEAS_NUMBERS = MappingProxyType(
    {
        "9701": "971",
        "9702": "972",
        "9703": "973",
        "9704": "974",
        "9705": "975",
        "9805": "976",
        "9806": "986",
    }
)
OVERSEAS_IN_MUNICIPALITIES = ("97", "98")


@cache
def insee_of_finess_departments() -> Mapping[str, str]:
    """Return the INSEE code of each department that FINESS files write otherwise: 9A is 971."""
    return MappingProxyType(
        {
            in_finess: insee
            for term in terms.scheme("region").terms.values()
            for in_finess, insee in zip(
                term.extra.get("finess_departments", ()), term.extra["departments"], strict=False
            )
        }
    )


def department(code: str) -> str:
    """Return the INSEE code of a department written as FINESS or as INSEE writes it."""
    code = code.strip().upper()
    return insee_of_finess_departments().get(code, code.zfill(2)[:3]) if code else ""


def department_of_municipality(code: str) -> str:
    """Return the department of a municipality: `01053`, `2A004`, `97105`, or FINESS's `9A105`."""
    code = code.strip().upper()
    return department(code[:3] if code.startswith(OVERSEAS_IN_MUNICIPALITIES) else code[:2])


def department_of_finess(number: str) -> str:
    """Return the department that gave a FINESS number, for want of a better source."""
    return OVERSEAS_NUMBERS.get(number[:4]) or department(number[:2])


def region(department_code: str) -> str:
    """Return the region, or overseas collectivity, of a department; empty if there is none."""
    return _region_of_department().get(department_code, "")


@cache
def kind(category: str) -> str:
    """Return the kind of structure of a FINESS category."""
    known = terms.scheme("structure_category").terms
    return str(known[category].extra["kind"]) if category in known else StructureKind.UNKNOWN


@cache
def legal_status(code: str) -> str:
    """Return who owns a structure, from the code of its legal entity's status in FINESS."""
    known = terms.scheme("finess_legal_status").terms
    return str(known[code].extra["legal_status"]) if code in known else LegalStatus.UNKNOWN


@cache
def _region_of_department() -> Mapping[str, str]:
    return {
        department_code: region_code
        for region_code, term in terms.scheme("region").terms.items()
        for department_code in term.extra["departments"]
    }
