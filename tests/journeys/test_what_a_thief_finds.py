"""Words put into every sealed field, then everything that could be stolen is searched."""

import base64
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from tests.fixtures.people import SignIn
from tests.postgresql import find_binaries
from tests.surfaces.desk.pages import page as desk_page
from tests.surfaces.portal.pages import declared, page, text, typed_in
from vigie.accounts.enums import Role
from vigie.core import journal, outbox
from vigie.declarations.models import Attachment
from vigie.incidents.models import HandOverNote, Incident
from vigie.incidents.services.duty import add_shift
from vigie.observatory import releases

pytestmark = pytest.mark.django_db(transaction=True)

FIRST = {
    "contact_name": "Canari Nom",
    "contact_phone": "06 39 98 00 42",
    "contact_email": "canari@example.org",
    "contact_function": "canari-fonction",
    "narrative": "canari-récit",
    "others_detail": "canari-autres",
}
FURTHER = {
    "narrative": "canari-suite",
    "others_detail": "canari-encore",
    "causes": "canari-cause",
    "measures": "canari-mesure",
    "authority0-authority": "cnil",
    "authority0-told_reference": "canari-dossier",
}
FROM_DECLARANT = {"subject": "canari-objet-un", "body": "canari-message-un"}
FROM_DESK = {"subject_en": "canari-objet-deux", "body_en": "canari-message-deux"}


OF_THE_DUTY = {
    "email": "canari-nuit@example.org",
    "phone": "+33639980099",
    "note": "canari-releve",
}
# Larger than what Django keeps in memory, and than one sealed part.
FILE = ("canari-fichier.log", b"canari-contenu " * 400_000)
OF_THE_FILE = ("canari-fichier", "canari-contenu")


def dump() -> bytes:
    """Return the database as a back-up holds it."""
    if connection.vendor == "sqlite":
        files = Path(connection.settings_dict["NAME"]).parent.glob("test.sqlite3*")
        return b"".join(file.read_bytes() for file in files)
    where = connection.settings_dict
    command = [find_binaries() / "pg_dump", "--host", where["HOST"], "--username", where["USER"]]
    return subprocess.run([*command, where["NAME"]], capture_output=True, check=True).stdout  # noqa: S603


def data_folder_without_keys(folder: Path) -> bytes:
    keys = folder / "keys"
    files = [path for path in folder.rglob("*") if path.is_file() and keys not in path.parents]
    return b"".join(path.read_bytes() for path in files)


def mails() -> bytes:
    """Return the mails as sent, but for the line that says to whom."""
    sent = []
    for mailed in mail.outbox:
        message = mailed.message()
        del message["To"]
        sent += [message.as_bytes(), f"{mailed.subject}\n{mailed.body}".encode()]
    return b"\n".join(sent)


def forms_of(word: str) -> set[bytes]:
    """Return a word as it may lie about: in clear, in hexadecimal, in base 64."""
    raw = word.encode()
    aligned = [base64.b64encode(b" " * shift + raw)[4:-4] for shift in range(3)]
    return {raw, raw.hex().encode(), *aligned}


WRITTEN_AT_THE_DESK = {
    "title": "canari-tâche",
    "text": "canari-note",
    "comment": "canari-indicateur",
    "pasted": "canari-collé",
}


def work(analyst: Client) -> None:
    """Write on the case whatever may be written, and read it again."""
    words = WRITTEN_AT_THE_DESK
    incident = Incident.objects.get()
    task = {"title": words["title"], "text": words["title"], "kind": "other", "role": "analyst"}
    note = {"text": words["text"], "day": "2026-03-04", "clock": "", "zone": "UTC"}
    pasted = {"text": f'{words["pasted"]} evil-host.net http://evil-host.net/"/>'}
    for name, sent in (("task_new", task), ("timeline", note)):
        assert analyst.post(desk_page(name, incident.reference), sent).status_code == 302
    found = analyst.post(desk_page("indicators_search", incident.reference), pasted)
    kept = {
        **{name: found.context["form"][name].value() for name in ("found", "source", "tlp", "pap")},
        "keep": "0",
        "comment": words["comment"],
    }
    assert analyst.post(desk_page("indicators_keep", incident.reference), kept).status_code == 302
    for name, word in (("tasks", "title"), ("timeline", "text"), ("indicators", "comment")):
        assert words[word] in text(analyst.post(desk_page(f"{name}_open", incident.reference)))
    taken = analyst.post(desk_page("timeline_export", incident.reference), {"format": "csv"})
    assert words["text"] in text(taken)


def handle(analyst: Client, reference: str) -> None:
    """Read everything at the desk, as an analyst does."""
    opened = analyst.post(desk_page("sealed", reference))
    assert "canari-cause" in text(opened)
    assert "canari-fichier" in text(analyst.post(desk_page("files_names", reference)))
    file = Attachment.objects.get()
    downloaded = analyst.post(desk_page("file", reference, str(file.pk)))
    assert body(downloaded) == FILE[1]
    analyst.post(desk_page("take", reference))
    work(analyst)
    assert analyst.get(desk_page("declarations"), {"q": "canari"}).status_code == 200
    incident = Incident.objects.get()
    address = desk_page("case_messages", incident.reference)
    answers = {**FROM_DESK, "to": "some", "only": [reference], "form_nonce": "canari-marque"}
    assert analyst.post(address, answers).status_code == 302
    read = text(analyst.post(desk_page("open_case_messages", incident.reference)))
    assert all(word in read for word in (*FROM_DECLARANT.values(), *FROM_DESK.values()))


def stand_on_duty(analyst: Client) -> None:
    """Say where one is called, and leave a note that somebody opens."""
    analyst.post(desk_page("keep_addresses"), OF_THE_DUTY)
    analyst.post(desk_page("hand_over"), OF_THE_DUTY)
    opened = analyst.post(desk_page("open_note"), {"note": str(HandOverNote.objects.get().pk)})
    assert OF_THE_DUTY["note"] in text(opened)
    add_shift(
        analyst.user,  # type: ignore[attr-defined]
        line=1,
        starts_at=timezone.now() - timedelta(hours=1),
        ends_at=timezone.now() + timedelta(hours=1),
        actor=None,
    )


def body(download: Any) -> bytes:
    """Return a file as it was downloaded."""
    return b"".join(download.streaming_content)


def send_file(declarant: Client) -> None:
    """Send a file, as the page's own form does."""
    upload = SimpleUploadedFile(*FILE)
    answer = declarant.post(page("files"), {"chosen": upload, "whole": "yes"})
    assert answer.status_code == 302


@contextmanager
def files_written() -> Iterator[set[Path]]:
    """Yield the files that this process opens to write in, temporary ones included."""
    written: set[Path] = set()
    watching = True

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if not watching or event != "open" or not isinstance(arguments[0], str):
            return
        path, mode, flags = arguments
        if set(mode or "") & set("wax+") or (flags or 0) & (os.O_WRONLY | os.O_RDWR):
            written.add(Path(path).absolute())

    # Python lets nobody take a hook away; it stays, and does nothing more.
    sys.addaudithook(hook)
    yield written
    watching = False


def test_a_file_on_its_way_is_written_nowhere_but_sealed_in_its_folder(
    data_folder: Path, sign_in: SignIn
) -> None:
    declarant = Client()
    reference, _code = declared(declarant)
    analyst = sign_in(Role.ANALYST)
    with files_written() as written:
        send_file(declarant)
        outbox.drain()
        file = Attachment.objects.get()
        for answer in (
            declarant.get(f"{page('files')}{file.pk}/"),
            analyst.post(desk_page("file", reference, str(file.pk))),
        ):
            assert body(answer) == FILE[1]

    assert len(written) > 1
    assert {path.parent.parent for path in written} == {data_folder / "attachments"}
    assert not any(b"canari" in path.read_bytes() for path in written)


def test_a_thief_finds_neither_story_nor_people_nor_code(
    sign_in: SignIn, data_folder: Path, caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    caplog.set_level(logging.DEBUG)
    settings.VIGIE_DUTY_EMAIL = "duty@csirt.example"
    analyst = sign_in(Role.ANALYST)
    stand_on_duty(analyst)
    declarant = Client()
    reference, code = declared(declarant, **FIRST)
    declarant.post(page("complete"), {**typed_in(declarant.get(page("complete"))), **FURTHER})
    assert "canari-cause" in text(declarant.get(page("declaration")))
    assert declarant.get(page("receipt_pdf")).status_code == 200
    message = {**typed_in(declarant.get(page("declaration"))), **FROM_DECLARANT}
    assert declarant.post(page("declaration"), message).status_code == 302
    send_file(declarant)
    assert "canari-fichier.log" in text(declarant.get(page("files")))
    Client().post(page("follow"), {"reference": reference, "code": code[:-1] + "0"})
    outbox.drain()
    handle(analyst, reference)
    assert FROM_DESK["body_en"] in text(declarant.get(page("declaration")))
    outbox.drain()
    journal.link_entries()
    releases.release("live", signed_by="S. Tatistician", waiver=True, reason="Known.")

    stolen = {
        "database": dump(),
        "data folder": data_folder_without_keys(data_folder),
        "logs": caplog.text.encode(),
        "mails": mails(),
    }

    assert reference.encode() in stolen["database"]
    assert reference.encode() in stolen["mails"]
    assert b"live" in stolen["data folder"]
    written = [*FROM_DECLARANT.values(), *FROM_DESK.values(), "canari-marque"]
    secrets = [
        *FIRST.values(),
        *FURTHER.values(),
        *OF_THE_DUTY.values(),
        *written,
        *OF_THE_FILE,
        *WRITTEN_AT_THE_DESK.values(),
        "+33639980042",
        code,
        code.replace("-", ""),
    ]
    found = {
        (place, word)
        for place, content in stolen.items()
        for word in secrets
        if word != "cnil" and any(form in content for form in forms_of(word))
    }
    assert found == set()
