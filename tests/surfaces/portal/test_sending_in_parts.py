"""A script sends a file in parts, asks where it stands, and goes on where it was cut off."""

import uuid
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st
from pytest_django import Settings

from tests.fixtures.clock import Later
from tests.fixtures.database import FrontDatabase
from tests.surfaces.portal.pages import declared, page, text
from tests.surfaces.portal.test_files import body, links
from vigie.core import outbox
from vigie.declarations import tasks
from vigie.declarations.models import Attachment, SealedFile
from vigie.declarations.services import forgetting

PART = 1000
CONTENT = bytes(range(256)) * 10


@pytest.fixture(autouse=True)
def _small_parts(data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 - made
    """Keep what is sent in a folder of the test's own, in parts of a thousand bytes."""
    monkeypatch.setattr("vigie.declarations.services.attaching.PART_BYTES", PART)
    monkeypatch.setattr("vigie.declarations.services.PART_BYTES", PART)


@pytest.fixture
def open_declaration(declarant: Client) -> Client:
    declared(declarant)
    return declarant


def address(name: str, key: str) -> str:
    with translation.override("en"):
        return reverse(f"portal:{name}", args=[key])


def begin(client: Client, *, name: str = "disk.img", size: int = len(CONTENT)) -> str:
    answer = client.post(page("file_begin"), {"name": name, "size": size})
    assert answer.status_code == 200
    assert answer.json()["part"] == PART
    key: str = answer.json()["file"]
    return key


def send_part(client: Client, key: str, offset: Any, content: bytes, query: str = "") -> Any:
    return client.post(
        f"{address('file_part', key)}?offset={offset}{query}",
        content,
        content_type="application/octet-stream",
        # A stream that ends where it ends, as a server gives it.
        **{"wsgi.input": BytesIO(content)},  # type: ignore[arg-type]
    )


def send_all(client: Client, key: str, content: bytes = CONTENT, query: str = "") -> None:
    for offset in range(0, len(content), PART):
        answer = send_part(client, key, offset, content[offset : offset + PART], query)
        assert answer.json() == {"offset": min(offset + PART, len(content))}


def stored() -> list[Path]:
    return [path for path in django_settings.DATA_DIR.glob("attachments/**/*") if path.is_file()]


def test_a_file_comes_in_parts_and_is_fetched_back_whole(open_declaration: Client) -> None:
    send_all(open_declaration, begin(open_declaration, name="disk.img"))

    shown = open_declaration.get(page("files"))

    assert "disk.img" in text(shown)
    assert body(open_declaration.get(links(shown)[0])) == CONTENT


def test_after_a_cut_it_asks_where_it_stands_and_goes_on(open_declaration: Client) -> None:
    key = begin(open_declaration)
    send_part(open_declaration, key, 0, CONTENT[:PART])

    assert open_declaration.get(address("file_part", key)).json()["offset"] == PART
    send_part(open_declaration, key, PART, CONTENT[PART : 2 * PART])
    send_part(open_declaration, key, 2 * PART, CONTENT[2 * PART :])

    assert Attachment.objects.get().size == len(CONTENT)


def test_a_part_whose_answer_was_lost_is_not_taken_twice(open_declaration: Client) -> None:
    key = begin(open_declaration)
    send_part(open_declaration, key, 0, CONTENT[:PART])

    answer = send_part(open_declaration, key, 0, CONTENT[:PART])

    assert (answer.status_code, answer.json()) == (409, {"offset": PART})
    assert len(stored()) == 1


def test_a_last_part_whose_answer_was_lost_attaches_once(open_declaration: Client) -> None:
    key = begin(open_declaration)
    send_all(open_declaration, key)

    answer = send_part(open_declaration, key, len(CONTENT), b"")

    assert answer.json() == {"offset": len(CONTENT)}
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"x" * (PART - 1), b"x" * (PART + 1), b"x" * 100_000])
def test_a_part_that_broke_off_or_is_too_long_is_not_taken(
    open_declaration: Client, content: bytes
) -> None:
    key = begin(open_declaration)

    answer = send_part(open_declaration, key, 0, content)

    assert (answer.status_code, answer.json()) == (409, {"offset": 0})
    assert stored() == []


@pytest.mark.parametrize("offset", ["", "x", "-1", "1e9", "9" * 40, "%00", "0.5"])
def test_an_offset_that_is_none_is_refused(open_declaration: Client, offset: str) -> None:
    answer = send_part(open_declaration, begin(open_declaration), offset, CONTENT[:PART])

    assert answer.status_code == 400
    assert stored() == []


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"name": "a", "size": 0}, 422),
        ({"name": "a", "size": -1}, 400),
        ({"name": "a", "size": "x"}, 400),
        ({"name": "a"}, 400),
        ({"size": 1}, 400),
        ({"name": "x" * 20_000, "size": 1}, 400),
        ({"name": "a\0b", "size": 1}, 400),
        ({"name": "\u202egpj.exe", "size": 1}, 200),
        ({"name": "../../etc/passwd", "size": 1}, 200),
        ({"name": "x" * 9_000, "size": 1}, 200),
        ({"name": "a", "size": 500_000_001}, 422),
        ({"name": "a", "size": 2**70}, 400),
    ],
)
def test_what_is_announced_is_checked(
    open_declaration: Client, sent: dict[str, Any], status: int
) -> None:
    assert open_declaration.post(page("file_begin"), sent).status_code == status


def test_what_was_announced_counts_before_it_has_come(
    open_declaration: Client, settings: Settings
) -> None:
    settings.VIGIE_ATTACHMENTS_MAX_BYTES = 1500
    begin(open_declaration, size=1000)

    answer = open_declaration.post(page("file_begin"), {"name": "b", "size": 1000})

    assert answer.status_code == 422
    assert "more than it may" in answer.json()["error"]


def test_a_cancelled_file_leaves_nothing(open_declaration: Client, front: FrontDatabase) -> None:
    key = begin(open_declaration)
    send_part(open_declaration, key, 0, CONTENT[:PART])

    assert open_declaration.post(address("file_cancel", key)).status_code == 200
    with front.lifted():
        outbox.drain()

    assert stored() == []
    assert not SealedFile.objects.exists()
    assert open_declaration.get(address("file_part", key)).status_code == 404


def test_cancelling_a_file_that_has_arrived_removes_nothing(
    open_declaration: Client, front: FrontDatabase
) -> None:
    key = begin(open_declaration)
    send_all(open_declaration, key)

    open_declaration.post(address("file_cancel", key))
    with front.lifted():
        outbox.drain()

    assert Attachment.objects.count() == 1
    assert len(stored()) == 3


def test_a_file_never_finished_is_forgotten_after_a_day(
    open_declaration: Client, front: FrontDatabase, later: Later
) -> None:
    key = begin(open_declaration)
    send_part(open_declaration, key, 0, CONTENT[:PART])

    with front.lifted():
        later(timedelta(hours=23))
        tasks.forget_unfinished_files()
        assert len(stored()) == 1
        later(timedelta(hours=2))
        tasks.forget_unfinished_files()

    assert stored() == []
    assert not SealedFile.objects.exists()


def test_a_round_forgets_so_many_files_and_the_next_the_others(
    open_declaration: Client,
    front: FrontDatabase,
    later: Later,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(forgetting, "MOST_A_ROUND", 1)
    for _ in range(2):
        begin(open_declaration)

    with front.lifted():
        later(timedelta(hours=25))
        for left in (1, 0):
            tasks.forget_unfinished_files()
            assert SealedFile.objects.count() == left


def test_a_sample_is_said_so(open_declaration: Client) -> None:
    send_all(open_declaration, begin(open_declaration), query="&sample=on")

    assert Attachment.objects.get().is_sample


def test_somebody_elses_file_is_not_there(open_declaration: Client) -> None:
    key = begin(open_declaration)
    other = Client()
    declared(other)

    assert other.get(address("file_part", key)).status_code == 404
    assert send_part(other, key, 0, CONTENT[:PART]).status_code == 404
    assert other.post(address("file_cancel", key)).status_code == 404
    assert stored() == []


def test_without_a_declaration_open_nothing_is_taken(declarant: Client) -> None:
    key = str(uuid.UUID(int=1))
    assert declarant.post(page("file_begin"), {"name": "a", "size": 1}).status_code == 401
    assert declarant.get(address("file_part", key)).status_code == 401
    assert send_part(declarant, key, 0, b"x").status_code == 401
    assert declarant.post(address("file_cancel", key)).status_code == 401


def test_a_page_elsewhere_cannot_send(open_declaration: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = open_declaration.cookies

    answer = strict.post(page("file_begin"), {"name": "a", "size": 1})

    assert answer.status_code == 403
    assert not SealedFile.objects.exists()


@pytest.mark.parametrize(
    "content_type", ["multipart/form-data; boundary=x", "application/x-www-form-urlencoded", ""]
)
def test_a_body_of_another_type_is_answered(open_declaration: Client, content_type: str) -> None:
    key = begin(open_declaration)
    answer = open_declaration.post(
        f"{address('file_part', key)}?offset=0", b"--x\r\n" * 300, content_type=content_type
    )
    assert answer.status_code in {400, 409}


@given(data=st.data())
@limits(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_order_parts_come_in_the_file_is_whole_or_not_there(
    declarant: Client, data: st.DataObject
) -> None:
    if not declarant.cookies:
        declared(declarant)
    key = begin(declarant)
    parts = [CONTENT[at : at + PART] for at in range(0, len(CONTENT), PART)]
    tries = st.tuples(st.integers(0, 3), st.integers(0, 2))
    for place, which in data.draw(st.lists(tries, max_size=8)):
        send_part(declarant, key, place * PART, parts[which])
    attached = Attachment.objects.filter(file_id=uuid.UUID(key)).first()
    if attached is not None:
        assert attached.size == len(CONTENT)
