"""The mapping that ships reads the breach file of the HHS Office for Civil Rights."""

from collections.abc import Callable
from pathlib import Path

import pytest

from vigie.declarations.models import Declaration
from vigie.incidents.history.mapping import load_mapping
from vigie.incidents.history.recording import import_history

pytestmark = pytest.mark.django_db

HEADER = (
    "Name of Covered Entity,State,Covered Entity Type,Individuals Affected,"
    "Breach Submission Date,Type of Breach,Location of Breached Information,"
    "Business Associate Present,Web Description,Year"
)
# Made for this test, in the shape of the file.
ROWS = (
    (
        "Example Clinic,TX,Healthcare Provider,502,2024-12-03,"
        'Hacking/IT Incident,"Email, Laptop",No,,2024'
    ),
    (
        "Example Billing,NY,Business Associate,90000,2023-01-02,"
        "Improper Disposal,Paper/Films,Yes,,2023"
    ),
    "Example Plan,,Health Plan,7000,2024-05-05,Unauthorized Access/Disclosure,Other,No,,2024",
)


def test_the_file_imports_whole(write_csv: Callable[..., Path]) -> None:
    count = import_history(write_csv(*ROWS, header=HEADER), load_mapping("hhs-breaches"))

    assert (count.added, count.refused) == (3, [])
    clinic = Declaration.objects.get(structure_name="Example Clinic")
    assert clinic.realm == "import:hhs"
    assert (clinic.origin, clinic.structure_kind) == ("malicious", "health_establishment")
    assert clinic.data_confidentiality == "yes"
    assert len(clinic.systems) == 2
