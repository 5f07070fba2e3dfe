"""Before declaring: the questions, and whether one must."""

from typing import Any

import pytest
from django.test import Client

from tests.surfaces.portal.pages import page, text
from vigie.taxonomy import regimes


def test_every_question_can_be_read_before_starting(declarant: Client) -> None:
    words = text(declarant.get(page("questions")))
    assert words.count("(required)") == 8
    for field in declarant.get(page("declare")).context["form"]:
        if field.name not in {"structure", "zone"}:
            assert str(field.label) in words
    for answer in ("Ransomware", "Not known yet", "On-site assistance", "Near miss"):
        assert answer in words


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_the_guide_asks_yes_no_or_dont_know(declarant: Client, language: str) -> None:
    body = declarant.get(page("must_declare", language)).content.decode()
    assert body.count('type="radio"') == 3 * len(regimes.questions())
    assert body.count("checked") == len(regimes.questions())


def ask(client: Client, answer: str, **answers: str) -> Any:
    given = {question.code: answer for question in regimes.questions()}
    return client.post(page("must_declare"), {**given, **answers})


def test_who_must_is_told_so_with_the_reasons(declarant: Client) -> None:
    answer = ask(declarant, "yes")
    verdict = answer.context["verdict"]
    assert verdict.mandatory
    words = text(answer)
    assert str(verdict.title) in words
    assert verdict.reasons
    for reason in verdict.reasons:
        assert str(reason) in words
    assert "?nature=mandatory" in answer.content.decode()


def test_who_need_not_is_welcome_all_the_same(declarant: Client) -> None:
    answer = ask(declarant, "no")
    assert answer.context["verdict"].voluntary
    assert "?nature=voluntary" in answer.content.decode()


def test_who_does_not_know_is_advised_to_declare(declarant: Client) -> None:
    assert declarant.post(page("must_declare"), {}).context["verdict"].recommended


def test_the_guide_leads_to_a_declaration_of_that_nature(declarant: Client) -> None:
    body = declarant.get(page("declare") + "?nature=voluntary").content.decode()
    assert '<option value="voluntary" selected>' in body


@pytest.mark.parametrize("nature", ["", "teapot", "x" * 3_000, "%00", "mandatory"])
def test_any_other_nature_is_the_usual_one(declarant: Client, nature: str) -> None:
    answer = declarant.get(page("declare"), {"nature": nature})
    assert '<option value="mandatory" selected>' in answer.content.decode()


def test_a_wrong_answer_to_the_guide_is_told(declarant: Client) -> None:
    answer = ask(declarant, "yes", structure="teapot")
    assert answer.status_code == 422
    assert "Choose one of the answers" in text(answer)
