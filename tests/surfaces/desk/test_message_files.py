"""The desk sends a file with a message, to a case's only declarant."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.factories import duty as nights
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.declarations.models import Attachment, Message, SealedFile
from vigie.incidents import services
from vigie.incidents.models import Incident

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("data_folder")]


@pytest.fixture
def incident() -> Incident:
    return services.take(nights.declared().pk, actor=None)


def send(analyst: SignedIn, incident: Incident, whole: str = "yes") -> object:
    guide = SimpleUploadedFile("guide.txt", b"First, isolate.")
    reference = incident.links.get().declaration.reference
    typed = {"to": "some", "only": reference, "form_nonce": "b" * 32, "body_fr": "Voici le guide."}
    sent = {**typed, "chosen": guide, "whole": whole}
    return analyst.post(page("case_messages", incident.reference), sent)


def test_the_declarant_may_open_what_came_with_the_message(
    analyst: SignedIn, incident: Incident
) -> None:
    assert send(analyst, incident).status_code == 302  # type: ignore[attr-defined]
    assert Attachment.objects.get().file.declarant_recipient
    opened = analyst.post(page("open_case_messages", incident.reference))
    assert "guide.txt" in text(opened)
    assert "Voici le guide." in text(opened)


def test_two_clicks_send_one_file(analyst: SignedIn, incident: Incident) -> None:
    send(analyst, incident)
    assert send(analyst, incident).status_code == 302  # type: ignore[attr-defined]
    assert Message.objects.count() == 1
    assert Attachment.objects.count() == 1


def test_what_was_cut_off_is_not_sent(analyst: SignedIn, incident: Incident) -> None:
    answer = send(analyst, incident, whole="")
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "Voici le guide." in text(answer)  # type: ignore[arg-type]
    assert not Message.objects.exists()


def test_a_case_of_several_takes_no_file(analyst: SignedIn, incident: Incident) -> None:
    services.take_into(incident, nights.declared().pk, actor=None)
    shown = text(analyst.get(page("case_messages", incident.reference)))
    assert 'type="file"' not in shown
    guide = SimpleUploadedFile("guide.txt", b"First, isolate.")
    typed = {"to": "all", "form_nonce": "b" * 32, "body_fr": "Voici.", "chosen": guide}
    answer = analyst.post(page("case_messages", incident.reference), {**typed, "whole": "yes"})
    assert answer.status_code == 422
    assert not SealedFile.objects.exists()
    assert not Message.objects.exists()
