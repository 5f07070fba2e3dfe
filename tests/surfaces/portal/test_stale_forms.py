"""A page left open for hours, cookies refused, a language changed: nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client

from tests.surfaces.portal.pages import declared, eight_answers, page, text, typed_in
from vigie.core import codes, references
from vigie.declarations.models import Receipt, ReceiptDocument

ELSEWHERE = {"origin": "https://elsewhere.example"}
HERE = {"origin": "http://testserver"}


@pytest.fixture
def strict() -> Client:
    """A browser held to the form's token, as real ones are."""
    return Client(enforce_csrf_checks=True)


def test_a_form_without_its_token_is_received_when_the_browser_vouches_for_it(
    strict: Client,
) -> None:
    answer = strict.post(page("declare"), eight_answers(), headers=HERE)
    assert answer.status_code == 200
    assert Receipt.objects.count() == 1


def test_a_form_from_nowhere_is_shown_again_under_a_new_code(strict: Client) -> None:
    answers = eight_answers()
    answer = strict.post(page("declare"), answers)
    assert answer.status_code == 403
    assert answers["narrative"] in answer.content.decode()
    assert answers["receipt_code"] not in answer.content.decode()
    assert not Receipt.objects.exists()
    assert strict.post(page("declare"), typed_in(answer), headers=HERE).status_code == 302


def test_another_site_cannot_lead_somebody_to_declare_under_a_code_it_knows(
    strict: Client,
) -> None:
    known = codes.new_code()
    answer = strict.post(page("declare"), {"receipt_code": known}, headers=ELSEWHERE)
    assert answer.status_code == 403
    assert known not in answer.content.decode()


@pytest.mark.parametrize("language", ["fr", "es"])
def test_changing_language_half_way_keeps_what_was_typed(declarant: Client, language: str) -> None:
    answers = eight_answers(kind="", contact_phone="", zone="Indian/Reunion")
    answer = declarant.post(page("declare", language), {**answers, "show_again": language})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in body
    assert answers["narrative"] in body
    assert '<option value="Indian/Reunion" selected>' in body
    assert "fr-error-text" not in body
    assert not Receipt.objects.exists()


def test_a_complement_from_nowhere_is_shown_again_whole(strict: Client) -> None:
    strict.post(page("declare"), eight_answers(), headers=HERE)
    answers: dict[str, Any] = typed_in(strict.get(page("complete")))
    answers |= {"narrative": "An hour of writing", "authority2-told_reference": "N-123"}
    answers["csrfmiddlewaretoken"] = "stale"
    answer = strict.post(page("complete"), answers)
    assert answer.status_code == 403
    shown = typed_in(answer)
    assert shown["narrative"] == "An hour of writing"
    assert shown["authority2-told_reference"] == "N-123"
    assert shown["form_nonce"] == answers["form_nonce"]
    assert ReceiptDocument.objects.count() == 1


def test_following_from_nowhere_keeps_the_reference_and_not_the_code(strict: Client) -> None:
    reference, code = references.new_reference(), codes.new_code()
    answer = strict.post(page("follow"), {"reference": reference, "code": code})
    assert answer.status_code == 403
    assert reference in answer.content.decode()
    assert code not in answer.content.decode()


def test_another_site_cannot_close_a_declaration(strict: Client) -> None:
    strict.get(page("declare"))
    strict.post(page("declare"), eight_answers(), headers=HERE)
    assert strict.post(page("leave"), headers=ELSEWHERE).status_code == 403
    assert strict.get(page("receipt")).status_code == 200


def test_the_guide_asks_again_in_another_language(declarant: Client) -> None:
    answer = declarant.post(page("must_declare", "es"), {"structure": "yes", "show_again": "es"})
    assert answer.status_code == 200
    assert typed_in(answer)["structure"] == "yes"
    assert answer.context["verdict"] is None


def test_the_language_of_an_open_declaration_may_change(declarant: Client) -> None:
    reference, _code = declared(declarant)
    assert reference in text(declarant.get(page("declaration", "fr")))
