"""What the register of open structures no longer lists has closed, unless the file is cut."""

import gzip
from datetime import date
from pathlib import Path

import pytest

from tests.directory.files import (
    entity,
    establishment,
    legacy_line,
    legacy_lines,
    sae_line,
    write_flow,
    write_legacy,
    write_sae,
)
from tests.factories.structures import hospital
from vigie.directory.formats.rows import UnreadableFileError
from vigie.directory.models import Structure
from vigie.directory.services import import_structures

pytestmark = pytest.mark.django_db

NEXT_MONTH = "finess;etalab;112;2024-06-12"


def closed() -> set[str]:
    return set(Structure.objects.filter(closed_on__isnull=False).values_list("finess", flat=True))


def test_what_is_listed_no_longer_closes_on_the_day_of_the_file(tmp_path: Path) -> None:
    import_structures(write_legacy(tmp_path, *legacy_lines(15)))
    count = import_structures(write_legacy(tmp_path, *legacy_lines(14), head=NEXT_MONTH))

    assert (count.closed, count.unchanged, count.closings_withheld) == (1, 14, 0)
    gone = Structure.objects.get(finess="360000014")
    assert (gone.closed_on, gone.is_open) == (date(2024, 6, 12), False)


def test_it_closes_once(tmp_path: Path) -> None:
    import_structures(write_legacy(tmp_path, *legacy_lines(15)))
    shorter = write_legacy(tmp_path, *legacy_lines(14), head=NEXT_MONTH)
    import_structures(shorter)
    assert import_structures(shorter).closed == 0


def test_a_file_that_would_close_too_many_closes_none(tmp_path: Path) -> None:
    import_structures(write_legacy(tmp_path, *legacy_lines(100)))
    count = import_structures(write_legacy(tmp_path, *legacy_lines(70), head=NEXT_MONTH))
    assert (count.closed, count.closings_withheld) == (0, 30)
    assert closed() == set()


def test_unless_it_is_told_that_the_file_is_whole(tmp_path: Path) -> None:
    import_structures(write_legacy(tmp_path, *legacy_lines(100)))
    shorter = write_legacy(tmp_path, *legacy_lines(70), head=NEXT_MONTH)
    count = import_structures(shorter, allow_mass_closing=True)
    assert (count.closed, count.closings_withheld) == (30, 0)
    assert len(closed()) == 30


def test_a_structure_on_a_refused_row_has_not_closed(tmp_path: Path) -> None:
    import_structures(write_legacy(tmp_path, *legacy_lines(15)))
    refused = [legacy_line(finess="360000014", opened="hier")]
    count = import_structures(write_legacy(tmp_path, *legacy_lines(14), *refused, head=NEXT_MONTH))
    assert (count.refused, count.closed) == (1, 0)


def test_the_survey_and_the_flow_close_nothing_by_their_silence(tmp_path: Path) -> None:
    import_structures(write_legacy(tmp_path, *legacy_lines(3)))
    import_structures(write_sae(tmp_path, sae_line(fi="350000029"), sae_line(fi="350000037")))
    flow = write_flow(tmp_path, entity(establishment(), establishment(numFinessEge="350000045")))
    import_structures(flow)

    import_structures(write_sae(tmp_path, sae_line(fi="350000029")))
    import_structures(write_flow(tmp_path, entity(establishment())))

    assert closed() == set()


def test_the_register_closes_only_what_came_from_it(tmp_path: Path) -> None:
    elsewhere = hospital(source="sae")
    import_structures(write_legacy(tmp_path, *legacy_lines(3)))
    import_structures(write_legacy(tmp_path, *legacy_lines(2), head=NEXT_MONTH))
    elsewhere.refresh_from_db()
    assert elsewhere.is_open
    assert closed() == {"360000002"}


def test_invented_structures_neither_close_real_ones_nor_are_closed_by_them(
    tmp_path: Path,
) -> None:
    import_structures(write_legacy(tmp_path, *legacy_lines(3)))
    invented = legacy_lines(3, start=100)
    import_structures(write_legacy(tmp_path, *invented, head=f"{NEXT_MONTH};synthetic"))
    import_structures(write_legacy(tmp_path, *legacy_lines(3), head=NEXT_MONTH))
    assert closed() == set()


def test_the_flow_closes_what_it_says_has_closed(tmp_path: Path) -> None:
    import_structures(write_flow(tmp_path, entity(establishment())))
    ended = establishment(etatObjet="I", dateFermeture="2026-01-01")
    count = import_structures(write_flow(tmp_path, entity(ended)))
    assert (count.closed, count.changed) == (1, 0)
    assert Structure.objects.get().closed_on == date(2026, 1, 1)


def test_a_file_that_breaks_on_the_way_closes_nothing(tmp_path: Path) -> None:
    import_structures(write_legacy(tmp_path, *legacy_lines(15)))
    cut = write_legacy(tmp_path, *legacy_lines(12), head=NEXT_MONTH)
    cut.write_bytes(gzip.compress(cut.read_bytes())[:-9])
    with pytest.raises(UnreadableFileError):
        import_structures(cut)
    assert closed() == set()
