"""The receipt: reference, code to keep, what is owed; and leaving."""

import pytest
from django.test import Client

from tests.surfaces.portal.pages import declare, declared, eight_answers, errors, page, text
from vigie.surfaces.portal import receipt_cookie


def test_the_receipt_shows_reference_and_code(declarant: Client) -> None:
    reference, code = declared(declarant)
    words = text(declarant.get(page("receipt")))
    assert reference in words
    assert code in words


def test_the_receipt_follows_in_every_language(declarant: Client) -> None:
    reference, code = declared(declarant)
    for language in ("fr", "en", "es"):
        words = text(declarant.get(page("receipt", language)))
        assert reference in words
        assert code in words


def test_without_a_declaration_there_is_no_receipt(declarant: Client) -> None:
    for name in ("receipt", "receipt_pdf", "declaration", "complete"):
        answer = declarant.get(page(name))
        assert (answer.status_code, answer["Location"]) == (302, page("follow"))


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " "), str.strip])
def test_a_code_typed_again_is_confirmed(declarant: Client, change: type[str]) -> None:
    _reference, code = declared(declarant)
    answer = declarant.post(page("receipt"), {"kept_code": f" {change(code)} "})
    assert answer.status_code == 200
    assert "Yes, this is the code" in text(answer)


def test_a_wrong_code_typed_again_is_told(declarant: Client) -> None:
    declared(declarant)
    other = eight_answers()["receipt_code"]
    for typed in (other, "", "1234", "x" * 10_000):
        answer = declarant.post(page("receipt"), {"kept_code": typed})
        assert answer.status_code == 422
        assert list(errors(answer)) == ["kept_code"]
        assert "Yes, this is the code" not in text(answer)


def test_the_receipt_says_what_is_owed_and_what_may_apply(declarant: Client) -> None:
    declared(declarant, structure_kind="health_establishment", data_confidentiality="unknown")
    words = text(declarant.get(page("receipt")))
    assert "CERT Santé" in words
    assert "May apply: check" in words
    assert "CNIL" in words


def test_what_is_only_announced_is_not_shown_as_owed(declarant: Client) -> None:
    declared(declarant, structure_kind="health_establishment")
    assert "NIS2" not in text(declarant.get(page("receipt")))
    assert "NIS 2" not in text(declarant.get(page("receipt")))


def test_the_receipt_names_whom_to_call(declarant: Client) -> None:
    declared(declarant)
    body = declarant.get(page("receipt")).content.decode()
    assert 'href="tel:0972439125"' in body


def test_the_receipt_is_kept_in_no_cache(declarant: Client) -> None:
    declared(declarant)
    for name in ("receipt", "receipt_pdf", "declaration", "complete"):
        assert "no-store" in declarant.get(page(name))["Cache-Control"]


def test_leaving_closes_the_declaration_in_this_browser(declarant: Client) -> None:
    declared(declarant)
    answer = declarant.post(page("leave"))
    assert (answer.status_code, answer["Location"]) == (302, page("closed"))
    assert answer["Clear-Site-Data"] == '"cache"'
    assert declarant.cookies[receipt_cookie.NAME].value == ""
    assert declarant.get(page("receipt")).status_code == 302


def test_a_link_cannot_close_the_declaration(declarant: Client) -> None:
    declared(declarant)
    assert declarant.get(page("leave")).status_code == 405
    assert declarant.get(page("receipt")).status_code == 200


def test_a_browser_that_refuses_cookies_is_shown_its_receipt_at_once() -> None:
    answers = eight_answers()
    answer = Client().post(page("declare"), answers)
    assert answer.status_code == 200
    assert answers["receipt_code"] in text(answer)
    assert "refuses cookies" in text(answer)
    assert "no-store" in answer["Cache-Control"]


def test_what_was_declared_is_read_back(declarant: Client) -> None:
    declare(declarant, others_detail="The shared host", help_wanted="on_site")
    words = text(declarant.get(page("receipt")))
    for said in ("Ransomware", "Degraded mode", "On-site", "The shared host", "Zoé Martin"):
        assert said in words
    assert "Not known yet" in words
