"""Sending files with a declaration, from a page that runs no script, and fetching them back."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tests.fixtures.database import FrontDatabase
from tests.surfaces.portal.pages import declared, errors, page, text
from vigie.core import outbox
from vigie.declarations.models import Attachment, SealedFile, SealedPart
from vigie.declarations.services import examining, sealed_files
from vigie.taxonomy.codes import AttachmentState

NOTE = b"Your files are encrypted. canari-contenu\n"


@pytest.fixture(autouse=True)
def _own_folder(data_folder: Path) -> None:
    """Keep what is sent in a folder of the test's own."""


@pytest.fixture
def open_declaration(declarant: Client) -> Client:
    declared(declarant)
    return declarant


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def send(client: Client, *files: SimpleUploadedFile, **fields: Any) -> Any:
    return client.post(page("files"), {"chosen": list(files), "whole": "yes", **fields})


def links(response: Any) -> list[str]:
    return re.findall(r'href="(/en/follow/files/[0-9a-f-]{36}/)"', response.content.decode())


def stored() -> list[Path]:
    return [path for path in django_settings.DATA_DIR.glob("attachments/**/*") if path.is_file()]


def body(response: Any) -> bytes:
    chunks: Iterator[bytes] = response.streaming_content
    return b"".join(chunks)


def test_a_file_is_sent_listed_and_fetched_back(open_declaration: Client) -> None:
    answer = send(open_declaration, upload("ransom note.txt", NOTE))

    assert answer.status_code == 302
    shown = open_declaration.get(page("files"))
    assert "1 file received." in text(shown)
    assert "ransom note.txt" in text(shown)
    assert "Received" in text(shown)
    back = open_declaration.get(links(shown)[0])
    assert body(back) == NOTE
    assert "ransom note.txt" in text(open_declaration.get(page("declaration")))


def test_what_is_fetched_back_is_saved_and_never_shown(open_declaration: Client) -> None:
    send(open_declaration, upload("page.html", b"<script>alert(1)</script>"))

    back = open_declaration.get(links(open_declaration.get(page("files")))[0])

    assert back["Content-Type"] == "application/octet-stream"
    assert back["Content-Disposition"] == 'attachment; filename="page.html"'
    assert back["X-Content-Type-Options"] == "nosniff"
    assert back["Content-Security-Policy"].startswith("sandbox")
    assert "no-store" in back["Cache-Control"]


def test_several_files_come_at_once(open_declaration: Client) -> None:
    send(open_declaration, upload("a.txt", b"a"), upload("b.txt", b"b"))

    shown = open_declaration.get(page("files"))

    assert "2 files received." in text(shown)
    assert [body(open_declaration.get(link)) for link in links(shown)] == [b"a", b"b"]


def test_a_large_file_comes_in_parts_and_whole(
    open_declaration: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vigie.declarations.services.attaching.PART_BYTES", 1000)
    content = bytes(range(256)) * 300

    send(open_declaration, upload("disk.img", content))

    assert len(stored()) == 77
    assert body(open_declaration.get(links(open_declaration.get(page("files")))[0])) == content


def test_nothing_sent_lies_in_clear(open_declaration: Client, tmp_path: Path) -> None:
    send(open_declaration, upload("canari-nom.txt", NOTE))

    lying = b"".join(path.read_bytes() for path in stored())
    assert lying
    for word in (b"canari", b"encrypted"):
        assert word not in lying
    assert not any("canari" in str(path) for path in tmp_path.rglob("*"))
    assert all(path.stat().st_mode & 0o077 == 0 for path in stored())


def test_somebody_elses_file_does_not_exist(open_declaration: Client) -> None:
    send(open_declaration, upload("note.txt", NOTE))
    link = links(open_declaration.get(page("files")))[0]
    other = Client()
    declared(other)

    assert other.get(link).status_code == 404
    assert Client().get(link)["Location"] == page("follow")


def test_without_a_declaration_open_nothing_is_kept(declarant: Client) -> None:
    answer = send(declarant, upload("note.txt", NOTE))

    assert answer["Location"] == page("follow")
    assert stored() == []
    assert not SealedFile.objects.exists()


def test_no_file_chosen_is_said_at_the_input(open_declaration: Client) -> None:
    answer = send(open_declaration)

    assert answer.status_code == 422
    assert errors(answer) == {"chosen": "Choose a file."}


def test_an_empty_file_is_refused(open_declaration: Client) -> None:
    answer = send(open_declaration, upload("empty.log", b""))

    assert answer.status_code == 422
    assert errors(answer) == {"chosen": "empty.log: This file is empty."}
    assert not Attachment.objects.exists()


def test_a_file_too_large_is_refused_and_nothing_of_it_stays(
    open_declaration: Client, settings: Settings, front: FrontDatabase
) -> None:
    settings.VIGIE_ATTACHMENT_MAX_BYTES = 1000

    answer = send(open_declaration, upload("small.txt", b"x"), upload("big.bin", b"x" * 1001))

    assert answer.status_code == 422
    assert errors(answer) == {"chosen": "big.bin: This file is too large."}
    assert "1 file received." in text(answer)
    with front.lifted():
        outbox.drain()
    assert len(stored()) == 1
    assert [file.attachment.size for file in SealedFile.objects.all()] == [1]


def test_a_body_longer_than_anything_acceptable_is_refused_by_its_length(
    open_declaration: Client, settings: Settings
) -> None:
    settings.VIGIE_ATTACHMENTS_MAX_BYTES = 1000

    answer = send(open_declaration, upload("big.bin", b"x" * 200_000))

    assert answer.status_code == 422
    assert "more than can be received at once" in errors(answer)["chosen"]
    assert not SealedFile.objects.exists()


def test_a_declaration_holds_so_many_files_and_no_more(
    open_declaration: Client, settings: Settings
) -> None:
    settings.VIGIE_ATTACHMENTS_MAX_NUMBER = 2

    send(open_declaration, upload("a.txt", b"x"), upload("b.txt", b"x"))
    answer = send(open_declaration, upload("c.txt", b"x"))

    assert errors(answer)["chosen"].startswith("c.txt: The declaration holds as many files")
    assert Attachment.objects.count() == 2


def test_a_declaration_holds_so_much_and_no_more(
    open_declaration: Client, settings: Settings
) -> None:
    settings.VIGIE_ATTACHMENTS_MAX_BYTES = 1500

    send(open_declaration, upload("a.txt", b"x" * 1000))
    answer = send(open_declaration, upload("b.txt", b"x" * 1000))

    assert errors(answer)["chosen"].startswith("b.txt: With this file")
    assert Attachment.objects.count() == 1


def test_files_do_not_fill_the_disk_of_declarations(
    open_declaration: Client, settings: Settings
) -> None:
    settings.VIGIE_ATTACHMENTS_KEEP_FREE_BYTES = 10**18

    answer = send(open_declaration, upload("a.txt", b"x"))

    assert answer.status_code == 422
    assert "at the moment" in errors(answer)["chosen"]


def test_a_full_disk_is_said_and_leaves_no_half_file(
    open_declaration: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("vigie.core.folder_storage._sync", full)

    answer = send(open_declaration, upload("a.txt", b"x"))

    assert answer.status_code == 422
    assert "at the moment" in errors(answer)["chosen"]
    assert stored() == []


def test_a_sending_cut_off_before_its_end_keeps_no_half_file(open_declaration: Client) -> None:
    answer = open_declaration.post(page("files"), {"chosen": [upload("half.bin", b"x" * 5000)]})

    assert answer.status_code == 422
    assert "cut off" in errors(answer)["chosen"]
    assert not Attachment.objects.exists()


def test_a_sample_comes_back_in_a_protected_archive_only(open_declaration: Client) -> None:
    send(open_declaration, upload("dropper.exe", b"MZ" * 100), sample="on")

    shown = open_declaration.get(page("files"))
    back = open_declaration.get(links(shown)[0])

    assert "Password of the archive: infected" in text(shown)
    assert back["Content-Disposition"] == 'attachment; filename="dropper.exe.zip"'
    assert b"MZMZ" not in body(back)


def test_a_damaged_file_is_said_so(open_declaration: Client) -> None:
    send(open_declaration, upload("note.txt", NOTE))
    stored()[0].write_bytes(b"something else")

    answer = open_declaration.get(links(open_declaration.get(page("files")))[0], follow=True)

    assert "damaged" in text(answer)


def test_parts_can_be_neither_swapped_nor_cut_off(
    open_declaration: Client, monkeypatch: pytest.MonkeyPatch, front: FrontDatabase
) -> None:
    monkeypatch.setattr("vigie.declarations.services.attaching.PART_BYTES", 10)
    send(open_declaration, upload("note.txt", b"0123456789abcdefghij"))
    first, second = sorted(stored())
    first_content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(first_content)

    with front.lifted():
        examining.examine(Attachment.objects.get().pk)

    assert Attachment.objects.get().state == AttachmentState.DAMAGED


def test_a_declarant_who_never_finishes_leaves_nothing_after_a_day(
    open_declaration: Client, front: FrontDatabase
) -> None:
    open_declaration.post(page("files"), {"chosen": [upload("half.bin", b"x")]})

    with front.lifted():
        outbox.drain()
        assert not SealedFile.objects.exists()
        assert not SealedPart.objects.exists()
    assert stored() == []


def test_a_page_that_takes_no_files_drops_them(open_declaration: Client) -> None:
    answer = open_declaration.post(page("follow"), {"chosen": [upload("note.txt", NOTE)]})

    assert answer.status_code == 422
    assert stored() == []


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\note.txt", "note.txt"),
        ("a\0b.txt", "ab.txt"),
        ("exe\u202etxt.exe", "exetxt.exe"),
        ("..", "file"),
        ("", "file"),
        ("x" * 10_000 + ".pdf", "x" * 196 + ".pdf"),
        ("." + "x" * 10_000, "." + "x" * 199),
        ("\r\nContent-Type: text/html", "html"),
    ],
)
def test_a_hostile_name_is_a_harmless_name(given: str, kept: str) -> None:
    assert sealed_files.clean_name(given) == kept
