"""A declarant sends files with a message."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from tests.factories import cases
from tests.fixtures.database import FrontDatabase
from tests.surfaces.portal.pages import declared, page, text
from vigie.declarations.models import Attachment, Message, SealedFile
from vigie.incidents import services
from vigie.incidents.models import Incident

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]


def note(name: str = "rançon.txt", content: bytes = b"Pay.") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def write(client: Client, about: str, **sent: Any) -> Any:
    typed = {"about": about, "form_nonce": "a" * 32, "subject": "", "body": "See the note."}
    return client.post(page("declaration"), {**typed, "chosen": note(), "whole": "yes", **sent})


def test_the_file_stands_with_the_message_on_both_sides(
    declarant: Client, front: FrontDatabase
) -> None:
    reference, _code = declared(declarant)
    assert write(declarant, reference).status_code == 302
    shown = text(declarant.get(page("declaration")))
    thread = shown[shown.index("Messages with the CSIRT") :]
    assert "See the note." in thread
    assert thread.index("rançon.txt") < thread.index("Not read by the CSIRT yet")
    with front.lifted():
        message = Message.objects.get()
        analyst = cases.person()
        opened = services.read_threads([message.declaration_id], actor=analyst)
    ((only,),) = opened.values()
    assert [each.name for each in only.files] == ["rançon.txt"]


def test_a_second_submit_adds_nothing(declarant: Client, front: FrontDatabase) -> None:
    reference, _code = declared(declarant)
    write(declarant, reference)
    assert write(declarant, reference).status_code == 302
    with front.lifted():
        assert Message.objects.count() == 1
        assert Attachment.objects.count() == 1


def test_a_file_too_large_is_told_at_its_field_and_the_text_is_kept(
    declarant: Client, front: FrontDatabase, settings: Settings
) -> None:
    settings.VIGIE_ATTACHMENT_MAX_BYTES = 3
    reference, _code = declared(declarant)
    answer = write(declarant, reference)
    assert answer.status_code == 422
    assert "rançon.txt: This file is too large." in text(answer)
    assert "See the note." in text(answer)
    with front.lifted():
        assert not Message.objects.exists()
        assert not Attachment.objects.exists()


def test_an_empty_file_stops_the_message(declarant: Client, front: FrontDatabase) -> None:
    reference, _code = declared(declarant)
    answer = write(declarant, reference, chosen=note(content=b""))
    assert answer.status_code == 422
    with front.lifted():
        assert not Message.objects.exists()


def test_a_sending_that_was_cut_off_is_told(declarant: Client, front: FrontDatabase) -> None:
    reference, _code = declared(declarant)
    answer = write(declarant, reference, whole="")
    assert answer.status_code == 422
    assert "cut off" in text(answer)
    with front.lifted():
        assert not Message.objects.exists()


def test_a_message_alone_needs_no_file(declarant: Client) -> None:
    reference, _code = declared(declarant)
    assert write(declarant, reference, chosen="").status_code == 302


def test_a_file_never_joins_the_declaration_that_another_page_opened(
    declarant: Client, front: FrontDatabase
) -> None:
    first, code = declared(declarant)
    other, others = declared(Client(), structure_name="Clinique des Essais")
    declarant.post(page("follow"), {"reference": other, "code": others})
    answer = write(declarant, first, **{"reopen-reference": first, "reopen-code": code})
    assert answer.status_code == 422
    assert "Choose the files again" in text(answer)
    assert write(declarant, first).status_code == 302
    with front.lifted():
        attachment = Attachment.objects.get()
        assert attachment.declaration.reference == first
        assert SealedFile.objects.filter(attachment=None).count() <= 1


def test_without_the_declaration_open_no_file_is_taken_and_the_words_are_kept(
    client: Client, declarant: Client, front: FrontDatabase
) -> None:
    reference, _code = declared(declarant)
    answer = write(client, reference)
    assert "See the note." in text(answer)
    with front.lifted():
        assert not SealedFile.objects.exists()
        assert not Incident.objects.exists()
