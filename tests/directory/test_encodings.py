"""Accents are read whatever the encoding, even where it changes on the way."""

import gzip
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.directory.files import legacy_line, sae_line, write_legacy, write_sae
from vigie.directory.formats.lines import LONGEST_LINE, Line, cells, lines
from vigie.directory.models import Structure
from vigie.directory.services import import_structures

NAME = "HÔPITAL D’ÉTÉ – CŒUR"


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_both_encodings_of_finess_are_read(tmp_path: Path, encoding: str) -> None:
    import_structures(write_legacy(tmp_path, legacy_line(long_name=NAME), encoding=encoding))
    assert Structure.objects.get().name == NAME


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["iso-8859-1", "utf-8"])
def test_both_encodings_of_the_sae_are_read(tmp_path: Path, encoding: str) -> None:
    import_structures(write_sae(tmp_path, sae_line(rs="CH LA FÈRE"), encoding=encoding))
    assert Structure.objects.get().name == "CH LA FÈRE"


@pytest.mark.django_db
def test_windows_line_ends_are_read(tmp_path: Path) -> None:
    import_structures(write_legacy(tmp_path, legacy_line(school="0350001A"), end="\r\n"))
    assert Structure.objects.get().finess == "350000011"


def test_a_stray_byte_after_90_000_lines_garbles_nothing_before_it() -> None:
    text = "É".encode() * 3 + b"\n"
    read = [
        line.text
        for line in lines(BytesIO(text * 90_000 + "É\n".encode("cp1252")))
        if isinstance(line, Line)
    ]
    assert len(read) == 90_001
    assert set(read[:-1]) == {"ÉÉÉ"}
    assert read[-1] == "É"


def test_bytes_of_neither_encoding_are_refused_with_their_line() -> None:
    good, bad = lines(BytesIO(b"good\nbad \x81\xff\n"))
    assert isinstance(good, Line)
    assert str(bad) == "line 2: neither UTF-8 nor Windows-1252 text"


def test_a_line_without_end_is_refused_and_not_kept_in_memory() -> None:
    stream = BytesIO(b"x" * (LONGEST_LINE * 5) + b"\nnext\n")
    refused, after = lines(stream)
    assert str(refused) == "line 1: longer than 64 KB"
    assert after == Line(2, "next")


@pytest.mark.django_db
def test_a_compressed_file_is_read_as_it_is_published(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(gzip.compress(write_legacy(tmp_path, legacy_line()).read_bytes()))
    assert import_structures(path).added == 1


@given(st.binary(max_size=300))
def test_any_bytes_make_lines_with_their_numbers(content: bytes) -> None:
    places = [row.place for row in lines(BytesIO(content))]
    assert places == sorted(set(places), key=lambda place: int(place.removeprefix("line ")))


@given(st.lists(st.text(st.characters(exclude_categories=["Cc", "Cs"])), min_size=1))
def test_cells_written_with_doubled_quotes_come_back(row: list[str]) -> None:
    quoted = ";".join('"' + cell.replace('"', '""') + '"' for cell in row)
    assert cells(quoted) == row
