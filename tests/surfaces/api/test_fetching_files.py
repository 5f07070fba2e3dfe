"""A program fetches files back, and is told which came with a message."""

import io
from pathlib import Path
from typing import Any

import pytest
import pyzipper
from django.conf import settings

from tests.factories import files
from tests.factories.declarations import submission, write_as_declarant, written
from tests.fixtures.database import FrontDatabase
from tests.surfaces.api.sending import DECLARATIONS, get
from tests.surfaces.api.test_files import CONTENT, PROBLEM, announced, listed, put
from vigie.core import codes
from vigie.declarations.models import Attachment, Receipt, SealedPart
from vigie.declarations.services import ARCHIVE_PASSWORD, receive

CODE = codes.new_code()


@pytest.fixture(autouse=True)
def _own_folder(data_folder: Path) -> None:
    """Keep what is sent in a folder of the test's own."""


@pytest.fixture
def receipt(front: FrontDatabase) -> Receipt:
    """Return the receipt of a declaration that the desk may write to."""
    with front.lifted():
        return receive(submission(), code=CODE, realm="live")


def of(receipt: Receipt, then: str = "files") -> str:
    return f"{DECLARATIONS}/{receipt.reference}/{then}"


@pytest.fixture
def mine(receipt: Receipt) -> tuple[str, str]:
    return of(receipt), CODE


def fetched(mine: tuple[str, str], file: str, **headers: str) -> Any:
    address, code = mine
    return get(f"{address}/{file}/content", **{"Receipt_Code": code, **headers})


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def sent(mine: tuple[str, str], **headers: str) -> str:
    file = announced(mine).json()["id"]
    assert put(mine, file, CONTENT, **headers).json()["complete"]
    return str(file)


def test_what_was_sent_comes_back_as_bytes_that_no_browser_runs(mine: tuple[str, str]) -> None:
    answer = fetched(mine, sent(mine))
    assert (answer.status_code, body(answer)) == (200, CONTENT)
    assert answer["Content-Type"] == "application/octet-stream"
    assert "edr.log" in answer["Content-Disposition"]
    assert answer["Content-Length"] == str(len(CONTENT))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("accepted", ["application/octet-stream", "application/json", "*/*"])
def test_it_is_given_to_whoever_takes_bytes_or_asks_as_for_the_rest(
    mine: tuple[str, str], accepted: str
) -> None:
    assert fetched(mine, sent(mine), Accept=accepted).status_code == 200


def test_who_takes_neither_is_told_so(mine: tuple[str, str]) -> None:
    answer = fetched(mine, sent(mine), Accept="image/png")
    assert (answer.status_code, answer["Content-Type"]) == (406, PROBLEM)


def test_it_is_streamed_part_by_part(
    mine: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("vigie.declarations.services.attaching.PART_BYTES", 1000)
    monkeypatch.setattr("vigie.declarations.services.PART_BYTES", 1000)
    answer = fetched(mine, sent(mine))
    assert answer.streaming
    assert len(list(answer.streaming_content)) > 1


def test_a_sample_comes_in_a_protected_archive(mine: tuple[str, str]) -> None:
    answer = fetched(mine, sent(mine, Upload_Sample="true"))
    assert "edr.log.zip" in answer["Content-Disposition"]
    whole = body(answer)
    assert CONTENT not in whole
    with pyzipper.AESZipFile(io.BytesIO(whole)) as archive:
        assert archive.read("edr.log", pwd=ARCHIVE_PASSWORD.encode()) == CONTENT


def test_a_file_of_another_declaration_is_not_found(
    mine: tuple[str, str], front: FrontDatabase
) -> None:
    with front.lifted():
        theirs = files.attachment()
    answer = fetched(mine, str(theirs.file_id))
    assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)


@pytest.mark.parametrize("file", ["00000000-0000-7000-8000-000000000000"])
def test_what_does_not_exist_is_not_found(mine: tuple[str, str], file: str) -> None:
    assert fetched(mine, file).status_code == 404


def test_what_has_not_come_whole_is_not_found(mine: tuple[str, str]) -> None:
    assert fetched(mine, announced(mine).json()["id"]).status_code == 404


def test_another_code_opens_nothing(mine: tuple[str, str]) -> None:
    answer = fetched(mine, sent(mine), Receipt_Code=codes.new_code())
    assert (answer.status_code, answer["Content-Type"]) == (404, PROBLEM)


def test_a_damaged_file_is_told_as_a_problem(mine: tuple[str, str]) -> None:
    file = sent(mine)
    for part in settings.DATA_DIR.rglob("*.age"):
        part.write_bytes(b"not what was sealed")
    answer = fetched(mine, file)
    assert (answer.status_code, answer["Content-Type"]) == (409, PROBLEM)


def test_what_is_sealed_anew_for_another_code_is_asked_again_later(
    mine: tuple[str, str], receipt: Receipt, front: FrontDatabase
) -> None:
    file = sent(mine)
    with front.lifted():
        Receipt.objects.filter(pk=receipt.pk).update(code_number=1)
        assert SealedPart.objects.filter(code_number=0).exists()
    answer = fetched(mine, file)
    assert (answer.status_code, answer["Retry-After"]) == (503, "300")


def test_a_message_says_which_files_came_with_it(
    mine: tuple[str, str], receipt: Receipt, front: FrontDatabase
) -> None:
    file = sent(mine)
    with front.lifted():
        key = str(Attachment.objects.get().pk)
        write_as_declarant(receipt, written(files=(key,)))
        write_as_declarant(receipt, written(body="Sans pièce jointe"))
    first, second = get(of(receipt, "messages"), Receipt_Code=CODE).json()["messages"]
    assert first["files"] == listed(mine)
    assert first["files"][0]["id"] == file
    assert second["files"] == []
