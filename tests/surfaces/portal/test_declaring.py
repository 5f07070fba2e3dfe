"""A structure declares: one page, eight answers."""

import pytest
from django.conf import settings
from django.test import Client

from tests.fixtures.database import FrontDatabase
from tests.surfaces.portal.pages import declare, declared, eight_answers, errors, page, text
from vigie.declarations.models import Declaration, Receipt
from vigie.declarations.services import open_sections

REQUIRED = {
    "structure_name": "structure_name",
    "contact_name": "contact_name",
    "contact_phone": "contact_phone",
    "detected_at_0": "detected_at",
    "kind": "kind",
    "narrative": "narrative",
    "care_impact": "care_impact",
    "endangerment": "endangerment",
}


def test_eight_answers_are_enough(declarant: Client, front: FrontDatabase) -> None:
    assert declare(declarant).status_code == 302
    with front.lifted():
        declaration = Declaration.objects.get()
    assert declaration.realm == settings.VIGIE_INTAKE_REALM
    assert declaration.channel == "portal"
    assert declaration.language == "en"
    assert (declaration.kind, declaration.care_impact) == ("ransomware", "degraded")
    assert declaration.endangerment == "unknown"


def test_what_was_not_answered_is_unknown(declarant: Client, front: FrontDatabase) -> None:
    declare(declarant)
    with front.lifted():
        declaration = Declaration.objects.get()
    assert declaration.origin == "unknown"
    assert declaration.data_availability == "unknown"
    assert declaration.data_integrity == "unknown"
    assert declaration.data_confidentiality == "unknown"
    assert declaration.others_touched == "unknown"
    assert declaration.help_wanted == "none"
    assert declaration.nature == "mandatory"
    assert declaration.started_at is None


def test_the_page_marks_eight_questions_as_required(declarant: Client) -> None:
    assert text(declarant.get(page("declare"))).count("(required)") == len(REQUIRED)


@pytest.mark.parametrize("left_out", REQUIRED)
def test_a_required_answer_left_out_is_asked_for_at_its_place(
    declarant: Client, left_out: str
) -> None:
    answer = declare(declarant, **{left_out: ""})
    assert answer.status_code == 422
    assert list(errors(answer)) == [REQUIRED[left_out]]
    assert not Receipt.objects.exists()


def test_everything_that_lacks_is_said_at_once(declarant: Client) -> None:
    answer = declarant.post(page("declare"), {})
    assert answer.status_code == 422
    assert set(errors(answer)) == set(REQUIRED.values())
    assert "There are 8 things to correct" in text(answer)
    assert b"<title>Error:" in answer.content


def test_nothing_typed_is_lost_when_something_lacks(declarant: Client) -> None:
    answers = eight_answers(
        kind="",
        contact_email="zoe@example.org",
        origin="malicious",
        help_wanted="on_site",
        help_urgency="immediate",
        others_detail="The shared host",
        nature="voluntary",
        started_at_0="2025-03-01",
        structure_town="Rennes",
        zone="Indian/Reunion",
    )
    body = declarant.post(page("declare"), answers).content.decode()
    typed = ("structure_name", "narrative", "contact_name", "contact_phone", "contact_email")
    for name in (*typed, "others_detail", "started_at_0", "structure_town", "receipt_code"):
        assert answers[name] in body
    for chosen in ("malicious", "on_site", "immediate", "voluntary", "Indian/Reunion"):
        assert f'<option value="{chosen}" selected>' in body
    assert 'value="degraded" required' in body or 'value="degraded" id=' in body


def test_a_near_miss_is_welcome_and_marked_so(declarant: Client, front: FrontDatabase) -> None:
    declare(declarant, nature="near_miss", care_impact="none", endangerment="none")
    with front.lifted():
        assert Declaration.objects.get().nature == "near_miss"
    assert "Near miss" in text(declarant.get(page("receipt")))


def test_who_and_what_reach_the_desk_sealed(declarant: Client, front: FrontDatabase) -> None:
    declare(declarant, contact_function="Director", others_detail="The shared host")
    with front.lifted():
        opened = open_sections(Declaration.objects.get().pk, actor="test")
    content = {section.section: section.content for section in opened}
    assert content["contact"]["name"] == "Zoé Martin"
    assert content["contact"]["function"] == "Director"
    assert content["narrative"]["narrative"].startswith("Servers are encrypted")
    assert content["narrative"]["others_detail"] == "The shared host"


def test_a_language_is_kept_with_the_declaration(declarant: Client, front: FrontDatabase) -> None:
    declarant.post(page("declare", "es"), eight_answers())
    with front.lifted():
        assert Declaration.objects.get().language == "es"


def test_urgent_help_without_saying_which_is_asked_again(declarant: Client) -> None:
    answer = declare(declarant, help_wanted="none", help_urgency="immediate")
    assert list(errors(answer)) == ["help_wanted"]


@pytest.mark.parametrize("phone", ["06 12 34 56 78", "+33 6 12 34 56 78 poste 12", "0262.90.50.50"])
def test_a_phone_is_taken_as_people_write_it(declarant: Client, phone: str) -> None:
    assert declare(declarant, contact_phone=phone).status_code == 302


@pytest.mark.parametrize("phone", ["none", "15", "x" * 61, "06"])
def test_what_nobody_could_dial_is_refused(declarant: Client, phone: str) -> None:
    assert list(errors(declare(declarant, contact_phone=phone))) == ["contact_phone"]


def test_a_declaration_needs_no_session(declarant: Client) -> None:
    declared(declarant)
    assert settings.SESSION_COOKIE_NAME not in declarant.cookies


def test_no_cache_shares_a_page_that_carries_a_code(declarant: Client) -> None:
    first, second = declarant.get(page("declare")), declarant.get(page("declare"))
    assert first.context["form"].code != second.context["form"].code
    assert "private" in first["Cache-Control"]
