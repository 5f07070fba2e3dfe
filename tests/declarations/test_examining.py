"""The worker looks into each file that arrived: type, digest, and what a scanner finds."""

import hashlib
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from tests.factories import files
from tests.fixtures.antivirus import EICAR, STREAM_LIMIT
from vigie.core import outbox, sealing
from vigie.core.models import JournalEntry, OutboxMessage
from vigie.declarations import services, tasks
from vigie.declarations.models import Attachment
from vigie.declarations.services import examining
from vigie.taxonomy.codes import AttachmentReason, AttachmentState

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(data_folder: Path) -> None:
    """Keep what is sent in a folder of the test's own."""


def findings(attachment: Attachment) -> dict[str, str]:
    opened: dict[str, str] = sealing.unseal_json(
        bytes(attachment.findings), sealing.desk_identity()
    )
    return opened


def examined(**sent: Any) -> Attachment:
    attachment = files.attachment(**sent)
    examining.examine(attachment.pk)
    attachment.refresh_from_db()
    return attachment


def test_without_a_scanner_a_file_is_said_not_to_be_scanned() -> None:
    attachment = examined(content=b"hello\n")

    assert attachment.state == AttachmentState.NOT_SCANNED
    assert attachment.reason == AttachmentReason.NO_SCANNER
    assert findings(attachment) == {
        "type": "text/plain",
        "description": "Text",
        "fits_name": "yes",
        "sha256": hashlib.sha256(b"hello\n").hexdigest(),
        "signature": "",
    }


@pytest.mark.usefixtures("antivirus")
def test_a_clean_file_is_said_clean() -> None:
    assert examined().state == AttachmentState.CLEAN


@pytest.mark.usefixtures("antivirus")
def test_an_infected_file_is_set_apart_and_says_why() -> None:
    attachment = examined(content=b"start " + EICAR)

    assert attachment.state == AttachmentState.QUARANTINED
    assert attachment.reason == AttachmentReason.MALWARE
    assert findings(attachment)["signature"] == "Vigie.Test.Eicar.UNOFFICIAL"


@pytest.mark.usefixtures("antivirus")
def test_what_hides_behind_several_parts_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vigie.declarations.services.attaching.PART_BYTES", 20)

    assert examined(content=EICAR).state == AttachmentState.QUARANTINED


@pytest.mark.usefixtures("antivirus")
def test_a_file_too_large_for_the_scanner_is_said_not_to_be_scanned() -> None:
    attachment = examined(content=b"x" * (STREAM_LIMIT + 1))

    assert (attachment.state, attachment.reason) == ("not_scanned", "too_large")
    assert findings(attachment)["sha256"] == hashlib.sha256(b"x" * (STREAM_LIMIT + 1)).hexdigest()


@pytest.mark.usefixtures("antivirus")
def test_a_scanner_that_hangs_up_on_a_long_stream_is_not_taken_for_a_clean_answer(
    settings: Settings,
) -> None:
    settings.VIGIE_CLAMD_MAX_BYTES = 10 * STREAM_LIMIT

    attachment = examined(content=b"x" * (3 * STREAM_LIMIT))

    assert (attachment.state, attachment.reason) == ("not_scanned", "too_large")


@pytest.mark.parametrize("where", ["/nowhere/clamd.sock", "127.0.0.1:9", "tcp://127.0.0.1:9"])
def test_while_the_scanner_is_down_a_file_waits_and_is_tried_again(
    settings: Settings, where: str
) -> None:
    settings.VIGIE_CLAMD = where
    attachment = files.attachment()
    outbox.drain()

    attachment.refresh_from_db()
    assert attachment.state == AttachmentState.RECEIVED
    message = OutboxMessage.objects.get(kind="attachment.examine")
    assert message.done_at is None
    assert message.last_error == "ScannerDown"

    settings.VIGIE_CLAMD = ""
    tasks.examine_what_waits()
    attachment.refresh_from_db()
    assert attachment.state == AttachmentState.NOT_SCANNED


def test_a_small_file_is_examined_at_the_outboxs_next_breath() -> None:
    attachment = files.attachment()

    outbox.drain()

    attachment.refresh_from_db()
    assert attachment.state == AttachmentState.NOT_SCANNED


def test_a_large_file_holds_up_no_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "SMALL_BYTES", 3)
    attachment = files.attachment(content=b"large")

    outbox.drain()
    attachment.refresh_from_db()
    assert attachment.state == AttachmentState.RECEIVED

    tasks.examine_what_waits()
    attachment.refresh_from_db()
    assert attachment.state == AttachmentState.NOT_SCANNED


def test_examined_twice_is_examined_once() -> None:
    attachment = examined()

    examining.examine(attachment.pk)

    assert JournalEntry.objects.filter(action="attachment.examined").count() == 1


def test_what_an_analyst_decided_meanwhile_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    attachment = files.attachment()
    look = examining._look_into

    def decide_meanwhile(row: Attachment) -> Any:
        services.set_apart(row, reason="suspicious", actor="user:1")
        return look(row)

    monkeypatch.setattr(examining, "_look_into", decide_meanwhile)
    examining.examine(attachment.pk)

    attachment.refresh_from_db()
    assert (attachment.state, attachment.reason) == ("quarantined", "suspicious")
    assert findings(attachment)["type"] == "text/plain"


def test_what_an_analyst_set_apart_before_is_looked_into_all_the_same() -> None:
    attachment = files.set_apart(files.attachment())

    outbox.drain()

    attachment.refresh_from_db()
    assert (attachment.state, attachment.reason) == ("quarantined", "suspicious")
    assert findings(attachment)["type"] == "text/plain"


def test_a_damaged_file_that_was_set_apart_is_examined_once(data_folder: Path) -> None:
    attachment = files.set_apart(files.attachment())
    next(data_folder.glob("attachments/*/*.age")).unlink()

    for _ in range(2):
        tasks.examine_what_waits()

    attachment.refresh_from_db()
    assert attachment.state == AttachmentState.DAMAGED
    assert JournalEntry.objects.filter(action="attachment.examined").count() == 1


@pytest.mark.usefixtures("antivirus")
def test_no_word_of_a_file_is_in_the_journal_or_the_outbox() -> None:
    examined(content=b"canari-contenu " + EICAR)

    written = str(list(JournalEntry.objects.values())) + str(list(OutboxMessage.objects.values()))
    assert "canari" not in written
    assert "Eicar" not in written


def test_a_round_examines_so_many_files_and_the_next_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(examining, "MOST_A_ROUND", 2)
    sent = [files.attachment() for _ in range(3)]

    tasks.examine_what_waits()
    still = Attachment.objects.filter(state=AttachmentState.RECEIVED)
    assert [each.pk for each in still] == [sent[-1].pk]

    tasks.examine_what_waits()
    assert not still.all().exists()
