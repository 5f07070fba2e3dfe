"""The texts to send of a playbook applied to a case are ready where one writes to declarants."""

from html import unescape
from typing import Any

import pytest

from tests.factories.declarations import submission
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from vigie.core import codes
from vigie.declarations.models import Message
from vigie.declarations.services import receive
from vigie.incidents import services
from vigie.incidents.models import Incident
from vigie.taxonomy.datafile import LANGUAGES
from vigie.taxonomy.message_templates import (
    UnknownTemplateError,
    all_templates,
    template,
    templates_of,
)
from vigie.taxonomy.playbooks import Playbook, all_playbooks, playbook

pytestmark = pytest.mark.django_db


def case_declared_in(*languages: str) -> Incident:
    """Return a case whose declarants speak these languages."""
    first, *others = [
        receive(submission(language=each), code=codes.new_code(), realm="live")
        for each in languages
    ]
    incident = services.take(first.declaration_id, actor=None)
    for each in others:
        services.take_into(incident, each.declaration_id, actor=None)
    return incident


def shown(who: SignedIn, incident: Incident, **asked: str) -> Any:
    return who.get(page("case_messages", incident.reference), asked)


def test_they_are_offered_once_the_playbook_is_applied_and_not_before(analyst: SignedIn) -> None:
    incident = case_declared_in("fr")
    assert "ransomware/first_steps" not in text(shown(analyst, incident))
    services.apply_playbook(incident, "ransomware", actor=None)
    offered = unescape(text(shown(analyst, incident)))
    for each in playbook("ransomware").messages:
        assert f'value="ransomware/{each.code}"' in offered
        assert str(each.title) in offered
    assert "Playbook: Ransomware" in offered
    assert "phishing/" not in offered


def test_two_playbooks_applied_are_both_offered(analyst: SignedIn) -> None:
    incident = case_declared_in("fr")
    for name in ("ransomware", "data_leak"):
        services.apply_playbook(incident, name, actor=None)
    offered = text(shown(analyst, incident))
    assert "ransomware/first_steps" in offered
    assert 'value="data_leak/' in offered


def test_it_fills_each_language_and_is_sent_to_each_in_theirs(analyst: SignedIn) -> None:
    incident = case_declared_in("fr", "en", "es")
    services.apply_playbook(incident, "ransomware", actor=None)
    form = shown(analyst, incident, template="ransomware/before_restart").context["form"]
    body = {each: form[f"body_{each}"].value() for each in LANGUAGES}
    assert body == {
        "fr": playbook("ransomware").messages[1].text.in_language("fr"),
        "en": playbook("ransomware").messages[1].text.in_language("en"),
        "es": playbook("ransomware").messages[1].text.in_language("es"),
    }
    assert "Before the Internet is opened again" in body["en"]
    answers = {"to": "all", "form_nonce": "b" * 32}
    for language, words in body.items():
        answers |= {f"subject_{language}": "", f"body_{language}": words}
    sent = analyst.post(page("case_messages", incident.reference), answers)
    assert sent.status_code == 302
    told = Message.objects.values_list("declaration__language", "language")
    assert set(told) == {("fr", "fr"), ("en", "en"), ("es", "es")}


@pytest.mark.parametrize(
    "code", ["ransomware/none", "none/first_steps", "/", "ransomware/", "a/b/c"]
)
def test_a_text_that_is_not_is_not_found(analyst: SignedIn, code: str) -> None:
    assert shown(analyst, case_declared_in("fr"), template=code).status_code == 404
    with pytest.raises(UnknownTemplateError):
        template(code)


@pytest.mark.parametrize("each", all_playbooks().values(), ids=lambda each: each.name)
def test_every_text_of_every_playbook_can_begin_a_message(each: Playbook) -> None:
    for found in templates_of(each):
        assert template(found.code) == found
        assert found.code not in all_templates()
        assert all(found.body.in_language(language) for language in LANGUAGES)
