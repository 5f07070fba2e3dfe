"""The directory made for demonstrations is plausible, covers the country, and is not real."""

import re
from collections import Counter
from pathlib import Path

import pytest

from vigie.directory.models import Structure
from vigie.directory.services import import_structures
from vigie.directory.synthetic import MOST_STRUCTURES, check_digit, write_directory
from vigie.taxonomy import terms


def satisfies_luhn(number: str) -> bool:
    return check_digit(number[:-1]) == number[-1]


def test_the_check_digit_is_that_of_known_numbers() -> None:
    assert satisfies_luhn("79927398713")
    assert not satisfies_luhn("79927398710")


def test_the_same_seed_makes_the_same_file_and_another_makes_another(tmp_path: Path) -> None:
    files = [tmp_path / "a", tmp_path / "b", tmp_path / "c"]
    for path, seed in zip(files, (1, 1, 2), strict=True):
        write_directory(path, 100, seed)
    first, second, third = (path.read_bytes() for path in files)
    assert first == second != third


@pytest.mark.parametrize("count", [0, -1, MOST_STRUCTURES + 1])
def test_it_makes_neither_none_nor_too_many(tmp_path: Path, count: int) -> None:
    with pytest.raises(ValueError, match="between 1 and"):
        write_directory(tmp_path / "a", count)
    assert not (tmp_path / "a").exists()


@pytest.mark.django_db
def test_a_demonstration_directory_is_imported_whole(tmp_path: Path) -> None:
    path = tmp_path / "directory.csv"
    write_directory(path, 3_000)

    count = import_structures(path)

    assert (count.added, count.refused) == (3_000, 0)
    structures = Structure.objects.all()
    assert all(structure.synthetic and structure.is_open for structure in structures)
    kinds = Counter(structure.kind for structure in structures)
    assert kinds["health_establishment"] >= 700
    assert kinds["medico_social"] >= 700
    assert kinds["laboratory"] > 100 < kinds["pharmacy"]
    hospitals = {s.region for s in structures if s.kind == "health_establishment"}
    regions = {code for code in terms.scheme("region").codes if len(code) == 2}
    assert hospitals == regions
    assert {s.legal_status for s in structures} >= {"public", "private_nonprofit"}
    assert all(re.fullmatch("00[0-9]{7}", structure.finess) for structure in structures)
    assert all(satisfies_luhn(s.finess) and satisfies_luhn(s.siret) for s in structures)


@pytest.mark.django_db
def test_the_smallest_directories_cover_all_regions(tmp_path: Path) -> None:
    write_directory(tmp_path / "a", 18)
    import_structures(tmp_path / "a")
    assert Structure.objects.values("region").distinct().count() == 18
    assert Structure.objects.values("kind").distinct().count() > 1


@pytest.mark.django_db
def test_every_telephone_number_is_kept_for_fiction_and_a_few_have_none(tmp_path: Path) -> None:
    write_directory(tmp_path / "a", 1_200)
    import_structures(tmp_path / "a")

    phones = [structure.phone for structure in Structure.objects.all()]

    fiction = r"(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49) [0-9]{2} [0-9]{2}"
    assert phones.count("") == 100
    assert all(re.fullmatch(fiction, phone) for phone in phones if phone)
