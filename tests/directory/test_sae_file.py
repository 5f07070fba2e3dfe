"""The yearly survey of health establishments is read by the names of its columns."""

from pathlib import Path

import pytest

from tests.directory.files import SAE_COLUMNS, legacy_line, sae_line, write_legacy, write_sae
from vigie.directory.models import Structure
from vigie.directory.services import import_structures

pytestmark = pytest.mark.django_db


def test_a_line_becomes_a_structure(tmp_path: Path) -> None:
    count = import_structures(write_sae(tmp_path, sae_line(rscom="SITE DE LA GARE")))

    hospital = Structure.objects.get()
    assert (count.added, count.refused) == (1, 0)
    assert (hospital.finess, hospital.legal_entity_finess) == ("350000011", "350000003")
    assert (hospital.name, hospital.other_names) == ("CH DE VALBELLE", "SITE DE LA GARE")
    assert (hospital.kind, hospital.legal_status) == ("health_establishment", "public")
    assert (hospital.department, hospital.region) == ("35", "53")
    assert (hospital.address, hospital.town) == ("2 R DES ECOLES", "VALBELLE")
    assert (hospital.postal_code, hospital.siret) == ("35042", "26350000100012")
    assert hospital.source == "sae"


def test_another_year_names_its_columns_in_capitals_and_another_order(tmp_path: Path) -> None:
    columns = ["AN", "RS", "FI", "DEP", "STJR", "CAT", "NEW"]
    line = "2019;CH DE VALBELLE;350000011;35;1;355;x"
    import_structures(write_sae(tmp_path, line, columns=columns))

    hospital = Structure.objects.get()
    assert (hospital.finess, hospital.legal_status) == ("350000011", "public")
    assert (hospital.region, hospital.town, hospital.siret) == ("53", "", "")


def test_commas_separate_as_well(tmp_path: Path) -> None:
    path = tmp_path / "id.csv"
    path.write_text('fi,rs,dep\n350000011,"CH, DE VALBELLE",35\n')
    import_structures(path)
    assert Structure.objects.get().name == "CH, DE VALBELLE"


@pytest.mark.parametrize(
    ("stj", "catr", "stjr", "status"),
    [
        ("95", "PLU5", "2", "private_for_profit"),
        ("60", "PNL5", "3", "private_nonprofit"),
        ("13", "PUB2", "1", "public"),
        ("", "PLU5", "", "private_for_profit"),
        ("", "PNL4", "", "private_nonprofit"),
        ("", "", "2", "private_for_profit"),
        ("", "", "3", "private_nonprofit"),
        ("", "", "", "unknown"),
    ],
)
def test_the_legal_status_tells_who_owns_it(
    tmp_path: Path, stj: str, catr: str, stjr: str, status: str
) -> None:
    import_structures(write_sae(tmp_path, sae_line(stj=stj, catr=catr, stjr=stjr)))
    assert Structure.objects.get().legal_status == status


def test_overseas_departments_have_their_region(tmp_path: Path) -> None:
    import_structures(write_sae(tmp_path, sae_line(dep="9F", reg="06")))
    assert Structure.objects.get().region == "06"


def test_a_row_with_missing_cells_is_refused(tmp_path: Path) -> None:
    count = import_structures(write_sae(tmp_path, "ID;2023;350000011;CH DE VALBELLE"))
    assert str(count.refusals[0]) == f"line 2: 4 cells instead of {len(SAE_COLUMNS)}"


def test_the_survey_completes_what_the_register_does_not_say_and_changes_nothing_else(
    tmp_path: Path,
) -> None:
    import_structures(write_legacy(tmp_path, legacy_line(public_service="", siret="")))

    count = import_structures(write_sae(tmp_path, sae_line(rs="OLD NAME", NOMCOM="OLD TOWN")))

    hospital = Structure.objects.get()
    assert (count.changed, count.added) == (1, 0)
    assert hospital.name == "CENTRE HOSPITALIER DE VALBELLE SUR ORVELLE"
    assert (hospital.legal_status, hospital.siret) == ("public", "26350000100012")
    assert (hospital.town, hospital.source) == ("VALBELLE", "finess-csv")


def test_the_register_rules_over_what_the_survey_brought(tmp_path: Path) -> None:
    import_structures(write_sae(tmp_path, sae_line()))
    count = import_structures(write_legacy(tmp_path, legacy_line()))

    hospital = Structure.objects.get()
    assert (count.changed, count.added) == (1, 0)
    assert hospital.name == "CENTRE HOSPITALIER DE VALBELLE SUR ORVELLE"
    assert hospital.source == "finess-csv"


def test_the_survey_rules_over_what_it_brought_itself(tmp_path: Path) -> None:
    import_structures(write_sae(tmp_path, sae_line()))
    count = import_structures(write_sae(tmp_path, sae_line(rs="CH DES DEUX RIVES")))
    assert (count.changed, Structure.objects.get().name) == (1, "CH DES DEUX RIVES")
