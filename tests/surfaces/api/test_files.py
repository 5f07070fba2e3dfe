"""A program joins files to its declaration: in one go, or resumed, sealed part by part."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from tests.fixtures.clock import Later
from tests.fixtures.database import FrontDatabase
from tests.surfaces.api.sending import declared, get, post
from vigie.core import codes, outbox
from vigie.declarations import tasks
from vigie.declarations.models import Attachment, SealedFile
from vigie.surfaces.api.front import files

pytestmark = pytest.mark.usefixtures("front")

PART = 1000
CONTENT = b"canari-contenu " + bytes(range(256)) * 10
PROBLEM = "application/problem+json"


@pytest.fixture(autouse=True)
def _small_parts(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - made
    """Keep what is sent in a folder of the test's own, in parts of a thousand bytes."""
    monkeypatch.setattr("vigie.declarations.services.attaching.PART_BYTES", PART)
    monkeypatch.setattr("vigie.declarations.services.PART_BYTES", PART)


@pytest.fixture
def mine() -> tuple[str, str]:
    """Return the address of a declaration's files, and its code."""
    address, code = declared()
    return f"{address}/files", code


def announced(mine: tuple[str, str], size: int = len(CONTENT), name: str = "edr.log") -> Any:
    address, code = mine
    return post(address, {"name": name, "size": size}, Receipt_Code=code)


def put(mine: tuple[str, str], file: str, content: bytes = CONTENT, **headers: str) -> Any:
    address, code = mine
    kind = headers.pop("content_type", "application/octet-stream")
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Client().put(
        f"{address}/{file}",
        content,
        content_type=kind,
        headers={"Receipt-Code": code, **named},
    )


def listed(mine: tuple[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = get(mine[0], Receipt_Code=mine[1]).json()["files"]
    return found


def test_a_file_is_sent_in_one_go_and_listed(mine: tuple[str, str], front: FrontDatabase) -> None:
    told = announced(mine)
    assert told.status_code == 201
    assert told.json() | {"id": ""} == {
        "id": "",
        "size": len(CONTENT),
        "offset": 0,
        "part": PART,
        "complete": False,
    }
    sent = put(mine, told.json()["id"])
    assert (sent.status_code, sent.json()["complete"]) == (200, True)
    (file,) = listed(mine)
    assert (file["id"], file["name"], file["size"]) == (told.json()["id"], "edr.log", len(CONTENT))
    assert (file["state"], file["sent_by"], file["sample"]) == ("received", "declarant", False)
    assert file["words"]
    with front.lifted():
        kept = Attachment.objects.get()
        assert kept.file.parts.count() == 3


def test_what_is_sent_is_examined_as_from_the_portal(
    mine: tuple[str, str], front: FrontDatabase
) -> None:
    put(mine, announced(mine).json()["id"])
    with front.lifted():
        outbox.drain()
    assert listed(mine)[0]["state"] != "received"


def test_nothing_of_it_is_stored_in_clear(
    mine: tuple[str, str], data_folder: Path, front: FrontDatabase
) -> None:
    put(mine, announced(mine, name="canari-nom.log").json()["id"])
    stored = [path for path in data_folder.rglob("*") if path.is_file() and path.suffix == ".age"]
    assert len(stored) == 3
    assert not any(b"canari" in path.read_bytes() for path in stored)
    with front.lifted():
        assert b"canari" not in bytes(SealedFile.objects.get().name_for_desk)


def test_it_goes_on_where_it_was_cut_off(mine: tuple[str, str], front: FrontDatabase) -> None:
    file = announced(mine).json()["id"]
    first = put(mine, file, CONTENT[: 2 * PART])
    assert (first.status_code, first.json()["offset"]) == (200, 2 * PART)
    assert listed(mine) == []
    stands = get(f"{mine[0]}/{file}", Receipt_Code=mine[1]).json()
    assert (stands["offset"], stands["complete"]) == (2 * PART, False)
    rest = put(mine, file, CONTENT[stands["offset"] :], Upload_Offset=str(stands["offset"]))
    assert rest.json()["complete"]
    with front.lifted():
        assert Attachment.objects.get().size == len(CONTENT)


def test_what_broke_off_in_the_middle_of_a_part_leaves_the_parts_before_it(
    mine: tuple[str, str],
) -> None:
    file = announced(mine).json()["id"]
    broken = put(mine, file, CONTENT[: PART + 300])
    assert (broken.status_code, broken["Content-Type"]) == (409, PROBLEM)
    assert str(PART) in broken.json()["detail"]
    assert put(mine, file, CONTENT[PART:], Upload_Offset=str(PART)).json()["complete"]


@pytest.mark.parametrize("offset", ["1", "1000", str(len(CONTENT)), "999999999"])
def test_what_does_not_follow_is_refused(mine: tuple[str, str], offset: str) -> None:
    file = announced(mine).json()["id"]
    answer = put(mine, file, b"", Upload_Offset=offset, Accept_Language="en")
    assert (answer.status_code, answer["Content-Type"]) == (409, PROBLEM)
    assert answer.json()["title"] == "This does not follow what has come"
    assert put(mine, file).json()["complete"]


def test_sent_twice_it_is_one(mine: tuple[str, str], front: FrontDatabase) -> None:
    file = announced(mine).json()["id"]
    put(mine, file)
    assert put(mine, file).status_code == 409
    assert put(mine, file, b"", Upload_Offset=str(len(CONTENT))).json()["complete"]
    with front.lifted():
        assert Attachment.objects.count() == 1


def test_more_than_was_announced_is_refused_before_it_is_read(mine: tuple[str, str]) -> None:
    file = announced(mine, size=10).json()["id"]
    assert put(mine, file, b"x" * 11).status_code == 422
    assert put(mine, file, b"x" * 10).json()["complete"]


def test_a_sample_is_kept_as_one(mine: tuple[str, str]) -> None:
    put(mine, announced(mine).json()["id"], Upload_Sample="true")
    assert listed(mine)[0]["sample"]


@pytest.mark.parametrize("size", [0, -1, 2**54, 501 * 2**20, "10", None])
def test_a_size_that_may_not_be_is_said_at_its_field(mine: tuple[str, str], size: Any) -> None:
    answer = announced(mine, size=size)
    assert (answer.status_code, answer["Content-Type"]) == (422, PROBLEM)
    assert answer.json()["errors"][0]["pointer"] == "#/size"


def test_no_more_files_than_a_declaration_may_hold(
    mine: tuple[str, str], settings: Settings
) -> None:
    settings.VIGIE_ATTACHMENTS_MAX_NUMBER = 1
    assert announced(mine).status_code == 201
    assert announced(mine).status_code == 422


def test_a_disk_that_is_full_is_a_problem_that_passes(
    mine: tuple[str, str], settings: Settings
) -> None:
    file = announced(mine).json()["id"]
    settings.VIGIE_ATTACHMENTS_KEEP_FREE_BYTES = 2**60
    for answer in (announced(mine), put(mine, file)):
        assert (answer.status_code, answer["Content-Type"]) == (503, PROBLEM)
        assert answer["Retry-After"]


def test_another_type_than_bytes_is_refused(mine: tuple[str, str]) -> None:
    file = announced(mine).json()["id"]
    answer = put(mine, file, content_type="multipart/form-data; boundary=x")
    assert (answer.status_code, answer["Content-Type"]) == (415, PROBLEM)


def test_a_file_of_another_declaration_is_not_there(mine: tuple[str, str]) -> None:
    file = announced(mine).json()["id"]
    address, code = declared()
    other = (f"{address}/files", code)
    assert put(other, file).status_code == 404
    assert get(f"{other[0]}/{file}", Receipt_Code=code).status_code == 404


def test_without_the_code_nothing_is_taken_nor_listed(mine: tuple[str, str]) -> None:
    file = announced(mine).json()["id"]
    wrong = (mine[0], codes.new_code())
    assert announced(wrong).status_code == 404
    assert put(wrong, file).status_code == 404
    assert get(mine[0], Receipt_Code=wrong[1]).status_code == 404
    assert get(mine[0]).status_code == 422


def test_a_file_that_never_came_whole_is_forgotten(
    mine: tuple[str, str], front: FrontDatabase, later: Later
) -> None:
    file = announced(mine).json()["id"]
    put(mine, file, CONTENT[:PART])
    later(timedelta(days=2))
    with front.lifted():
        tasks.forget_unfinished_files()
        outbox.drain()
    assert get(f"{mine[0]}/{file}", Receipt_Code=mine[1]).status_code == 404


def test_a_read_that_comes_in_crumbs_makes_whole_parts() -> None:
    class Crumbs:
        def __init__(self) -> None:
            self.left = CONTENT

        def read(self, length: int) -> bytes:
            crumb, self.left = self.left[: min(7, length)], self.left[min(7, length) :]
            return crumb

    crumbs: Any = Crumbs()
    assert files.read_part(crumbs, PART) == CONTENT[:PART]
    assert len(files.read_part(crumbs, 2 * len(CONTENT))) == len(CONTENT) - PART
