"""A row that cannot be taken is refused, with its line and a reason to act on."""

from pathlib import Path
from unittest.mock import patch

import pytest

from tests.directory.files import legacy_line, write_legacy
from vigie.directory.models import Structure
from vigie.directory.services import import_structures, importing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (legacy_line(finess=""), "line 3: FINESS number missing"),
        (
            legacy_line(finess="35000001"),
            "line 3: FINESS number malformed: “35000001” is not 9 digits or letters",
        ),
        (
            legacy_line(finess="35-000011"),
            "line 3: FINESS number malformed: “35-000011” is not 9 digits or letters",
        ),
        (
            legacy_line(legal_entity="3500"),
            "line 3: legal entity's FINESS number malformed: “3500” is not 9 digits or letters",
        ),
        (
            legacy_line(siret="2,6E+13"),
            "line 3: SIRET malformed: “2,6E+13” is not 14 digits",
        ),
        (legacy_line(name="", long_name=""), "line 3: name missing"),
        (legacy_line(opened="1979-02-30"), "line 3: date opened is not a date: “1979-02-30”"),
        (legacy_line(opened="hier"), "line 3: date opened is not a date: “hier”"),
        (legacy_line(updated="2020"), "line 3: date updated is not a date: “2020”"),
        (legacy_line(category="3 5"), "line 3: category malformed: “3 5”"),
        (legacy_line() + ";", "line 3: 33 cells instead of 32"),
        ("structureet;350000011", "line 3: 2 cells instead of 32"),
        ("structureet", "line 3: 1 cells instead of 32"),
        ("total;103023", "line 3: begins with “total”, not “structureet”"),
    ],
)
def test_a_bad_row_is_refused_and_the_others_are_taken(
    tmp_path: Path, line: str, refusal: str
) -> None:
    good = legacy_line(finess="350000029")
    last = legacy_line(finess="350000037")
    count = import_structures(write_legacy(tmp_path, good, line, last))

    assert [str(refused) for refused in count.refusals] == [refusal]
    assert (count.added, count.refused) == (2, 1)
    assert Structure.objects.count() == 2


def test_a_structure_listed_twice_is_taken_once(tmp_path: Path) -> None:
    path = write_legacy(tmp_path, legacy_line(), "", legacy_line(long_name="ANOTHER"))
    count = import_structures(path)
    assert [str(refused) for refused in count.refusals] == [
        "line 4: 350000011 is already at line 2"
    ]
    assert Structure.objects.get().name == "CENTRE HOSPITALIER DE VALBELLE SUR ORVELLE"


def test_a_line_cut_at_the_end_of_the_file_is_refused(tmp_path: Path) -> None:
    path = write_legacy(tmp_path, legacy_line(), legacy_line(finess="350000029"))
    path.write_bytes(path.read_bytes()[:-40])
    count = import_structures(path)
    assert (count.added, count.refused) == (1, 1)
    assert count.refusals[0].place == "line 3"


def test_a_right_row_is_taken_after_a_refused_one_of_the_same_number(tmp_path: Path) -> None:
    path = write_legacy(tmp_path, legacy_line(opened="hier"), legacy_line())
    count = import_structures(path)
    assert (count.added, count.refused) == (1, 1)


def test_all_refusals_are_counted_though_only_the_first_are_kept(tmp_path: Path) -> None:
    path = write_legacy(tmp_path, legacy_line(), *["x"] * 8)
    with patch.object(importing, "MOST_REFUSALS_KEPT", 5):
        count = import_structures(path)
    assert (count.refused, len(count.refusals)) == (8, 5)
