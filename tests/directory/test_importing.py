"""Importing twice changes nothing; importing news changes only what is new."""

import random
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.directory.files import HEAD, legacy_line, legacy_lines, write_legacy
from vigie.directory.models import Structure
from vigie.directory.services import import_structures, importing

pytestmark = pytest.mark.django_db


def test_importing_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    path = write_legacy(tmp_path, *legacy_lines(30))
    import_structures(path)
    before = list(Structure.objects.order_by("pk").values())

    with CaptureQueriesContext(connection) as queries:
        count = import_structures(path)

    assert (count.added, count.changed, count.unchanged, count.closed) == (0, 0, 30, 0)
    assert list(Structure.objects.order_by("pk").values()) == before
    assert [
        sql for query in queries if (sql := query["sql"]).startswith(("INSERT", "UPDATE"))
    ] == []


def test_what_changed_is_updated_in_place(tmp_path: Path) -> None:
    unchanged = legacy_line(finess="350000029")
    import_structures(write_legacy(tmp_path, legacy_line(), unchanged))
    first = Structure.objects.get(finess="350000011")

    changed = legacy_line(long_name="HOPITAL DES DEUX RIVES", category="106")
    count = import_structures(write_legacy(tmp_path, changed, unchanged, head=HEAD))

    second = Structure.objects.get(finess="350000011")
    assert (count.added, count.changed, count.unchanged) == (0, 1, 1)
    assert second.pk == first.pk
    assert (second.name, second.category) == ("HOPITAL DES DEUX RIVES", "106")
    assert second.updated_at > first.updated_at
    assert "rives" in second.search_text.split()


def test_a_cell_emptied_at_the_source_is_emptied_here(tmp_path: Path) -> None:
    import_structures(write_legacy(tmp_path, legacy_line()))
    import_structures(write_legacy(tmp_path, legacy_line(siret="", opened="")))
    hospital = Structure.objects.get()
    assert (hospital.siret, hospital.opened_on) == ("", None)


def test_a_file_of_several_batches_is_taken_whole(tmp_path: Path) -> None:
    lines = legacy_lines(importing.ROWS_A_BATCH * 2 + 7)
    count = import_structures(write_legacy(tmp_path, *lines))
    assert count.added == Structure.objects.count() == len(lines)


def test_progress_is_told_in_bytes_up_to_the_end(tmp_path: Path) -> None:
    path = write_legacy(tmp_path, *legacy_lines(2_500))
    told: list[tuple[int, int]] = []
    import_structures(path, lambda read, size: told.append((read, size)))
    size = path.stat().st_size
    assert told == sorted(told)
    assert told[-1] == (size, size)
    assert 0 < told[0][0] < size


def test_an_invented_directory_is_marked_as_such(tmp_path: Path) -> None:
    import_structures(write_legacy(tmp_path, legacy_line(), head=f"{HEAD};synthetic"))
    assert Structure.objects.get().synthetic


def test_a_file_can_be_declared_invented(tmp_path: Path) -> None:
    import_structures(write_legacy(tmp_path, legacy_line()), synthetic=True)
    assert Structure.objects.get().synthetic


def test_a_structure_listed_again_has_reopened(tmp_path: Path) -> None:
    import_structures(write_legacy(tmp_path, legacy_line()))
    Structure.objects.update(closed_on=date(2024, 5, 1))
    count = import_structures(write_legacy(tmp_path, legacy_line()))
    assert (count.changed, Structure.objects.get().closed_on) == (1, None)


def test_a_file_older_than_a_closure_does_not_reopen(tmp_path: Path) -> None:
    import_structures(write_legacy(tmp_path, legacy_line()))
    Structure.objects.update(closed_on=date(2024, 6, 1))
    import_structures(write_legacy(tmp_path, legacy_line(), head="finess;etalab;111;2024-05-12"))
    assert Structure.objects.get().closed_on == date(2024, 6, 1)


NOISE = st.sampled_from([";", '"', "\0", "é", "\xff", "\n", "structureet;", "9A", "1900-01-01"])


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(noise=st.lists(NOISE, max_size=8), seed=st.integers(0, 1_000))
def test_a_damaged_line_is_taken_or_refused_and_never_more(
    tmp_path: Path, noise: list[str], seed: int
) -> None:
    place = random.Random(seed)  # noqa: S311 - a place for the damage
    damaged = legacy_line(finess="350000029")
    for piece in noise:
        at = place.randint(0, len(damaged))
        damaged = damaged[:at] + piece + damaged[at:]
    path = write_legacy(tmp_path, legacy_line(), damaged, legacy_line(finess="350000037"))

    count = import_structures(path)

    assert count.taken >= 2
    assert all(refusal.reason for refusal in count.refusals)
    assert {"350000011", "350000037"} <= set(Structure.objects.values_list("finess", flat=True))
