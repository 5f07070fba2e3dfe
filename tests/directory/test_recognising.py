"""A file is known by what it holds; what cannot be read is said plainly."""

import gzip
import os
from pathlib import Path

import pytest

from tests.directory.files import (
    HEAD,
    entity,
    establishment,
    legacy_line,
    sae_line,
    write_flow,
    write_legacy,
    write_sae,
)
from vigie.directory.formats.recognise import recognise
from vigie.directory.formats.rows import UnreadableFileError
from vigie.directory.services import import_structures


def test_each_format_is_recognised_whatever_the_name_of_the_file(tmp_path: Path) -> None:
    written = {
        "sae": write_sae(tmp_path, sae_line()),
        "finess-csv": write_legacy(tmp_path, legacy_line()),
        "finess-json": write_flow(tmp_path, entity(establishment())),
    }
    for source, path in written.items():
        anonymous = path.rename(tmp_path / f"{source}.bin")
        assert recognise(anonymous).source == source


def test_a_byte_order_mark_hides_nothing(tmp_path: Path) -> None:
    path = write_flow(tmp_path, entity(establishment()))
    path.write_bytes(b"\xef\xbb\xbf\n " + path.read_bytes())
    assert recognise(path).source == "finess-json"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b" \r\n\n", "is empty"),
        (b"name;town\nCH;VALBELLE\n", "none of the files that Vigie reads"),
        (b"<html><body>Service unavailable</body></html>", "none of the files"),
        (b"%PDF-1.7\n\x00\x01\xff\xfe", "none of the files"),
        (HEAD.encode("utf-16"), "save it as UTF-8"),
        (HEAD.encode("utf-16-le"), "save it as UTF-8"),
        (gzip.compress(os.urandom(5_000))[:2_000], "is not a whole gzip file"),
        (b"\x1f\x8b", "is not a whole gzip file"),
    ],
)
def test_other_files_are_refused_with_what_they_are(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "file.csv"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError, match=said):
        import_structures(path)


def test_a_missing_file_or_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="No such file"):
        import_structures(tmp_path / "missing.csv")
    with pytest.raises(UnreadableFileError, match="Is a directory"):
        import_structures(tmp_path)


@pytest.mark.django_db
def test_a_pipe_is_refused_for_it_cannot_be_read_twice(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UnreadableFileError, match="is not a file"):
        recognise(pipe)


def test_a_file_of_a_known_format_without_any_structure_is_refused(tmp_path: Path) -> None:
    for path in (write_legacy(tmp_path), write_sae(tmp_path), write_flow(tmp_path)):
        with pytest.raises(UnreadableFileError, match="holds no structure"):
            import_structures(path)


@pytest.mark.django_db
def test_a_compressed_file_cut_on_the_way_stops_with_a_reason(tmp_path: Path) -> None:
    path = write_legacy(tmp_path, *(legacy_line(finess=f"{n:09}") for n in range(3_000)))
    whole = gzip.compress(path.read_bytes())
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableFileError, match="cannot be read further"):
        import_structures(path)
