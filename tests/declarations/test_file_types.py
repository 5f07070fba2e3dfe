"""A file is what its content says, whatever its name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vigie.declarations.services.file_types import detect

PDF = b"%PDF-1.7\n" + b" " * 100
EXE = b"MZ\x90\0" + b"\0" * 100
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 100
JPEG = b"\xff\xd8\xff\xe0\0\x10JFIF\0" + b"\0" * 100
ZIP = b"PK\x03\x04" + b"\0" * 100
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100


@pytest.mark.parametrize(
    ("content", "name", "mime"),
    [
        (PDF, "a.pdf", "application/pdf"),
        (PNG, "a.PNG", "image/png"),
        (JPEG, "photo.jpg", "image/jpeg"),
        (OLE, "letter.doc", "application/msword"),
        ("réseau coupé".encode(), "journal.log", "text/plain"),
        (b"a;b\n1;2\n", "table.csv", "text/plain"),
        (bytes(range(256)), "memory.dmp", "application/octet-stream"),
    ],
)
def test_what_it_is(content: bytes, name: str, mime: str) -> None:
    found = detect(content, name)
    assert found.mime == mime
    assert found.fits_name


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (EXE, "invoice.pdf"),
        (EXE, "invoice.pdf.jpg"),
        (EXE, "invoice"),
        (PDF, "photo.png"),
        (b"just text", "photo.png"),
        (ZIP, "letter.txt"),
    ],
)
def test_a_disguise_is_told(content: bytes, name: str) -> None:
    assert not detect(content, name).fits_name


@pytest.mark.parametrize(
    ("content", "name"),
    [(ZIP, "letter.docx"), (ZIP, "table.xlsx"), (ZIP, "logs.zip"), (EXE, "tool.dll")],
)
def test_one_format_under_another_of_its_names_is_no_disguise(content: bytes, name: str) -> None:
    assert detect(content, name).fits_name


@given(st.binary(max_size=3000), st.text(max_size=30))
def test_anything_is_answered(content: bytes, name: str) -> None:
    assert "/" in detect(content, name).mime
