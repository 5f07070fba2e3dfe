"""The CSV that FINESS published until 2026 is read cell by cell."""

from datetime import date
from pathlib import Path

import pytest

from tests.directory.files import legacy_line, write_legacy
from vigie.directory.models import Structure
from vigie.directory.services import import_structures

pytestmark = pytest.mark.django_db


def imported(folder: Path, **cells: str) -> Structure:
    count = import_structures(write_legacy(folder, legacy_line(**cells)))
    assert (count.added, [str(refusal) for refusal in count.refusals]) == (1, [])
    return Structure.objects.get()


def test_a_line_becomes_a_structure(tmp_path: Path) -> None:
    hospital = imported(tmp_path)

    assert hospital.finess == "350000011"
    assert hospital.legal_entity_finess == "350000003"
    assert hospital.siret == "26350000100012"
    assert hospital.name == "CENTRE HOSPITALIER DE VALBELLE SUR ORVELLE"
    assert hospital.other_names == "CH DE VALBELLE"
    assert (hospital.category, hospital.kind) == ("355", "health_establishment")
    assert hospital.legal_status == "public"
    assert (hospital.department, hospital.region) == ("35", "53")
    assert hospital.address == "2 R DES ECOLES"
    assert (hospital.postal_code, hospital.town) == ("35042", "VALBELLE")
    assert hospital.opened_on == date(1979, 2, 13)
    assert hospital.is_open
    assert hospital.source == "finess-csv"
    assert not hospital.synthetic


def test_without_a_long_name_the_short_one_serves(tmp_path: Path) -> None:
    hospital = imported(tmp_path, long_name="")
    assert (hospital.name, hospital.other_names) == ("CH DE VALBELLE", "")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1900-01-01", None),
        ("", None),
        ("1957-07-01", date(1957, 7, 1)),
        ("01/07/1957", date(1957, 7, 1)),
    ],
)
def test_the_first_of_january_1900_means_no_date(
    tmp_path: Path, written: str, read: date | None
) -> None:
    assert imported(tmp_path, opened=written, authorised="1900-01-01").opened_on == read


@pytest.mark.parametrize(
    ("code", "department", "region"),
    [
        ("9A", "971", "01"),
        ("9B", "972", "02"),
        ("9C", "973", "03"),
        ("9D", "974", "04"),
        ("9E", "975", "975"),
        ("9F", "976", "06"),
        ("9J", "986", "986"),
        ("2A", "2A", "94"),
        ("2b", "2B", "94"),
        ("01", "01", "84"),
        ("1", "01", "84"),
        ("974", "974", "04"),
    ],
)
def test_the_region_follows_from_the_department(
    tmp_path: Path, code: str, department: str, region: str
) -> None:
    structure = imported(tmp_path, department=code)
    assert (structure.department, structure.region) == (department, region)


@pytest.mark.parametrize(
    ("finess", "department"),
    [("970300026", "973"), ("980501506", "976"), ("2A0000030", "2A"), ("130000012", "13")],
)
def test_a_missing_department_is_read_in_the_number(
    tmp_path: Path, finess: str, department: str
) -> None:
    assert imported(tmp_path, finess=finess, department="").department == department


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ('"LIEU DE VIE ""LES TILLEULS"""', 'LIEU DE VIE "LES TILLEULS"'),
        ('"AIDE; SOINS"', "AIDE; SOINS"),
        ('RESIDENCE "LES TILLEULS"', 'RESIDENCE "LES TILLEULS"'),
        ('RESIDENCE ""LES TILLEULS""', 'RESIDENCE "LES TILLEULS"'),
        ('""""LES TILLEULS""""', '"LES TILLEULS"'),
        ('"LES TILLEULS', '"LES TILLEULS'),
        ("L'OREE  DU\tBOIS ", "L'OREE DU BOIS"),
        ("BEAU\0SEJOUR\x1b", "BEAU SEJOUR"),
    ],
)
def test_quotes_doubled_or_stray_are_understood(tmp_path: Path, cell: str, name: str) -> None:
    assert imported(tmp_path, long_name=cell).name == name


@pytest.mark.parametrize(
    ("routing", "postal_code", "town"),
    [
        ("01606 TREVANNES CEDEX", "01606", "TREVANNES"),
        ("75651 PARIS CEDEX 13", "75651", "PARIS"),
        ("97133 ST BARTHELEMY", "97133", "ST BARTHELEMY"),
        ("VALBELLE", "", "VALBELLE"),
        ("", "", ""),
    ],
)
def test_the_routing_line_gives_postal_code_and_town(
    tmp_path: Path, routing: str, postal_code: str, town: str
) -> None:
    structure = imported(tmp_path, routing=routing)
    assert (structure.postal_code, structure.town) == (postal_code, town)


@pytest.mark.parametrize(
    ("public_service", "category", "status"),
    [
        ("1", "355", "public"),
        ("6", "365", "private_nonprofit"),
        ("7", "109", "private_nonprofit"),
        ("0", "365", "private_for_profit"),
        ("0", "146", "unknown"),
        ("", "500", "unknown"),
    ],
)
def test_the_public_hospital_service_tells_who_owns_it(
    tmp_path: Path, public_service: str, category: str, status: str
) -> None:
    structure = imported(tmp_path, public_service=public_service, category=category)
    assert structure.legal_status == status


@pytest.mark.parametrize(
    ("category", "kind"),
    [("500", "medico_social"), ("620", "pharmacy"), ("99999", "unknown"), ("", "unknown")],
)
def test_the_category_gives_the_kind(tmp_path: Path, category: str, kind: str) -> None:
    assert imported(tmp_path, category=category).kind == kind


def test_a_siren_alone_is_not_a_siret(tmp_path: Path) -> None:
    assert imported(tmp_path, siret="263500001").siret == ""


def test_lines_of_coordinates_are_passed_over(tmp_path: Path) -> None:
    location = "geolocalisation;350000011;870262.2;6571540.8;1,ATLASANTE;2024-05-04"
    count = import_structures(write_legacy(tmp_path, legacy_line(), location))
    assert (count.added, count.refused) == (1, 0)


def test_a_file_without_its_first_line_is_still_recognised(tmp_path: Path) -> None:
    count = import_structures(write_legacy(tmp_path, head=legacy_line()))
    assert count.added == 1


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0261910042", "02 61 91 00 42"),
        ("261910042", "02 61 91 00 42"),
        ("02.61.91.00.42", "02 61 91 00 42"),
        ("+33 (0)2 61 91 00 42", "02 61 91 00 42"),
        ("0033261910042", "02 61 91 00 42"),
        ("0261910042 / 0261910043", "02 61 91 00 42"),
        ("+377 99 99 00 42", "+37799990042"),
        ("", ""),
        ("0199003312", "01 99 00 33 12"),
        ("0000000000", ""),
        ("15", ""),
        ("à demander", ""),
        ("02619100420261910043", ""),
    ],
)
def test_the_telephone_number_is_kept_as_one_dials_it(
    tmp_path: Path, written: str, read: str
) -> None:
    assert imported(tmp_path, telephone=written).phone == read


def test_a_number_that_the_register_takes_away_is_called_no_more(tmp_path: Path) -> None:
    imported(tmp_path, telephone="0261910042")
    import_structures(write_legacy(tmp_path, legacy_line(telephone="")))
    assert Structure.objects.get().phone == ""
