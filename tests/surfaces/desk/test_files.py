"""Files at the desk: closed until opened, downloaded with care, set apart with a reason."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import pyzipper
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import cases, files
from tests.fixtures.antivirus import EICAR
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.accounts.enums import Role
from vigie.core import outbox
from vigie.core.models import JournalEntry
from vigie.declarations.models import Attachment, Receipt, SealedFile
from vigie.incidents import services

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(data_folder: Path) -> None:
    """Keep what is sent in a folder of the test's own."""


@pytest.fixture
def received() -> Receipt:
    return files.receipt()


def body(response: Any) -> bytes:
    return b"".join(response.streaming_content)


def deeds(action: str) -> list[str]:
    entries = JournalEntry.objects.filter(action=action).order_by("id")
    return list(entries.values_list("actor", flat=True))


def address_of(file: Attachment, name: str = "file") -> str:
    return page(name, file.declaration.reference, str(file.pk))


def in_archive(content: bytes, name: str, password: bytes = b"infected") -> bytes:
    with pyzipper.AESZipFile(io.BytesIO(content)) as archive:
        archive.setpassword(password)
        return bytes(archive.read(name))


def test_a_name_is_read_only_once_opened_and_the_journal_says_so(
    analyst: SignedIn, received: Receipt
) -> None:
    files.attachment(received)
    outbox.drain()

    closed = text(analyst.get(page("files", received.reference)))
    assert "canari" not in closed
    assert "Not scanned" in closed
    assert "No scanner is configured" in closed
    assert "canari" not in text(analyst.get(page("declaration", received.reference)))

    opened = text(analyst.post(page("files_names", received.reference)))
    assert "canari-nom.txt" in opened
    assert "text/plain" in opened
    assert deeds("declaration.files_opened") == [f"user:{analyst.user.pk}"]


def test_a_file_is_downloaded_and_the_journal_says_so(analyst: SignedIn, received: Receipt) -> None:
    file = files.attachment(received)
    outbox.drain()

    answer = analyst.post(address_of(file))

    assert body(answer) == b"canari-contenu\n"
    assert answer["Content-Disposition"] == 'attachment; filename="canari-nom.txt"'
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert deeds("attachment.downloaded") == [f"user:{analyst.user.pk}"]


def test_a_link_downloads_nothing(analyst: SignedIn, received: Receipt) -> None:
    file = files.attachment(received)

    assert analyst.get(address_of(file)).status_code == 302
    assert deeds("attachment.downloaded") == []


@pytest.mark.usefixtures("antivirus")
def test_an_infected_file_leaves_only_in_a_protected_archive(
    analyst: SignedIn, received: Receipt
) -> None:
    file = files.attachment(received, name="dropper.exe", content=EICAR)
    outbox.drain()

    opened = text(analyst.post(page("files_names", received.reference)))
    assert "Vigie.Test.Eicar" in opened
    assert "Password of the archive: infected" in opened
    archive = body(analyst.post(address_of(file)))

    assert EICAR not in archive
    assert in_archive(archive, "dropper.exe") == EICAR
    with pytest.raises(RuntimeError, match="password"):
        in_archive(archive, "dropper.exe", b"wrong")


def test_a_sample_leaves_only_in_a_protected_archive_even_if_nothing_was_found(
    analyst: SignedIn, received: Receipt
) -> None:
    file = files.attachment(received, is_sample=True)

    answer = analyst.post(address_of(file))

    assert answer["Content-Disposition"] == 'attachment; filename="canari-nom.txt.zip"'
    assert in_archive(body(answer), "canari-nom.txt") == b"canari-contenu\n"


def test_a_disguise_is_told(analyst: SignedIn, received: Receipt) -> None:
    files.attachment(received, name="invoice.pdf", content=b"MZ\x90\0" + b"\0" * 200)
    outbox.drain()

    opened = text(analyst.post(page("files_names", received.reference)))

    assert "Its content is not what its name says" in opened


def test_an_analyst_sets_a_file_apart_then_releases_it_saying_why(
    analyst: SignedIn, colleague: SignedIn, received: Receipt
) -> None:
    file = files.attachment(received)

    analyst.post(address_of(file, "file_decide"), {"reason": "suspicious"})
    file.refresh_from_db()
    assert (file.state, file.reason) == ("quarantined", "suspicious")
    assert deeds("attachment.set_apart") == [f"user:{analyst.user.pk}"]

    colleague.post(address_of(file, "file_decide"), {"reason": "checked"})
    file.refresh_from_db()
    assert (file.state, file.reason) == ("released", "checked")
    assert deeds("attachment.released") == [f"user:{colleague.user.pk}"]


@pytest.mark.parametrize("reason", ["", "nonsense", "checked"])
def test_without_a_fitting_reason_nothing_is_decided(
    analyst: SignedIn, received: Receipt, reason: str
) -> None:
    file = files.attachment(received)

    answer = analyst.post(address_of(file, "file_decide"), {"reason": reason}, follow=True)

    assert "Choose a reason" in text(answer)
    file.refresh_from_db()
    assert file.state == "received"


def test_two_analysts_who_decide_at_once_are_told(
    analyst: SignedIn, received: Receipt, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = files.attachment(received)
    monkeypatch.setattr("vigie.declarations.services.set_apart", lambda *_, **__: False)

    answer = analyst.post(address_of(file, "file_decide"), {"reason": "suspicious"}, follow=True)

    assert "Somebody has just decided" in text(answer)


def test_the_case_lists_the_files_of_all_its_declarations(
    analyst: SignedIn, received: Receipt
) -> None:
    incident = services.take(received.declaration_id, actor=analyst.user)
    other = files.receipt()
    services.take_into(incident, other.declaration_id, actor=analyst.user)
    files.attachment(received, name="first.txt")
    files.attachment(other, name="second.txt")

    closed = text(analyst.get(page("case_files", incident.reference)))
    assert "first.txt" not in closed
    opened = text(analyst.post(page("case_files_names", incident.reference)))

    assert "first.txt" in opened
    assert "second.txt" in opened
    assert received.reference in opened
    assert len(deeds("declaration.files_opened")) == 2


def add(analyst: Client, reference: str, query: str = "", **fields: Any) -> Any:
    upload = SimpleUploadedFile("advice.txt", b"Unplug it.")
    given = {"chosen": upload, "whole": "yes", **fields}
    return analyst.post(page("files", reference) + query, given)


def test_the_desk_adds_a_file_of_its_own_that_the_declarant_does_not_see(
    analyst: SignedIn, received: Receipt
) -> None:
    assert add(analyst, received.reference).status_code == 302

    file = SealedFile.objects.get()
    assert (file.sent_by, file.declarant_recipient) == ("desk", "")
    assert "not shown to the declarant" in text(analyst.get(page("files", received.reference)))
    assert deeds("attachment.received") == [f"user:{analyst.user.pk}"]


def test_the_desk_adds_a_file_for_the_declarant(analyst: SignedIn, received: Receipt) -> None:
    add(analyst, received.reference, "?shown=yes")

    assert SealedFile.objects.get().declarant_recipient == received.declarant_recipient


@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_nobody_else_sees_opens_or_adds_any(
    sign_in: Callable[..., SignedIn], received: Receipt, role: Role
) -> None:
    file = files.attachment(received)
    browser = sign_in(role)

    answers = [
        browser.get(page("files", received.reference)),
        browser.post(page("files_names", received.reference)),
        browser.post(address_of(file)),
        browser.post(address_of(file, "file_decide"), {"reason": "suspicious"}),
        add(browser, received.reference),
    ]

    assert [answer.status_code for answer in answers] == [403] * 5
    assert SealedFile.objects.count() == 1


def test_a_stranger_sends_nothing_to_the_desk(received: Receipt) -> None:
    answer = add(Client(), received.reference)

    assert answer.status_code == 302
    assert not SealedFile.objects.exists()


def test_a_file_of_another_declaration_does_not_exist_under_this_one(
    analyst: SignedIn, received: Receipt
) -> None:
    file = files.attachment(files.receipt())

    assert analyst.post(page("file", received.reference, str(file.pk))).status_code == 404


def test_a_damaged_file_is_said_so(analyst: SignedIn, received: Receipt, data_folder: Path) -> None:
    file = files.attachment(received)
    next(data_folder.glob("attachments/*/*.age")).unlink()

    answer = analyst.post(address_of(file), follow=True)

    assert "damaged" in text(answer)


def test_the_list_asks_the_database_as_often_for_many_files_as_for_one(
    analyst: SignedIn, received: Receipt
) -> None:
    files.attachment(received)
    analyst.get(page("files", received.reference))
    with CaptureQueriesContext(connection) as one:
        analyst.get(page("files", received.reference))
    for number in range(5):
        files.attachment(received, name=f"{number}.txt")
    with CaptureQueriesContext(connection) as many:
        analyst.get(page("files", received.reference))

    assert len(many) == len(one)


def test_an_imported_declaration_shows_its_files_to_nobody_without_a_receipt(
    analyst: SignedIn,
) -> None:
    waiting = cases.waiting()
    add(analyst, waiting.reference, "?shown=yes")

    opened = text(analyst.post(page("files_names", waiting.reference)))
    assert "advice.txt" in opened
    assert "not shown to the declarant" in opened
