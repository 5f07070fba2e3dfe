"""The thread on the page of a declaration, under the database rights of a front process."""

from typing import Any

import pytest
from django.test import Client

from tests.factories.declarations import write_as_desk, written
from tests.fixtures.database import FrontDatabase
from tests.surfaces.portal.pages import declared, errors, page, text, typed_in
from vigie.declarations.models import Message, Receipt, ReceiptMessage, SeenByDeclarant
from vigie.declarations.services import open_threads
from vigie.declarations.services.thread import MOST_IN_AN_HOUR
from vigie.surfaces.portal import receipt_cookie

HERE = {"origin": "http://testserver"}


def fill(client: Client, **changed: Any) -> dict[str, Any]:
    """Open the page and return what its form would send, some of it changed."""
    return {**typed_in(client.get(page("declaration"))), **changed}


def write(client: Client, **changed: Any) -> Any:
    changed.setdefault("body", "Les sauvegardes sont saines.")
    return client.post(page("declaration"), fill(client, **changed))


def desk_writes(front: FrontDatabase, **changed: Any) -> None:
    with front.lifted():
        write_as_desk(Receipt.objects.get(), written(**changed))


def test_what_is_written_stands_in_the_thread_and_reaches_the_desk(
    declarant: Client, front: FrontDatabase
) -> None:
    declared(declarant)
    answer = write(declarant, subject="Sauvegardes")
    assert (answer.status_code, answer["Location"]) == (302, f"{page('declaration')}#messages")
    shown = text(declarant.get(page("declaration")))
    for said in ("Your message has been sent", "Sauvegardes", "saines", "Not read by the CSIRT"):
        assert said in shown
    with front.lifted():
        key = Receipt.objects.get().declaration_id
        (opened,) = open_threads([key], reader=None, actor="user:1")[key]
    assert (opened.subject, opened.body) == ("Sauvegardes", "Les sauvegardes sont saines.")
    assert "Read by the CSIRT: " in text(declarant.get(page("declaration")))


def test_a_message_of_the_desk_is_new_once_and_the_desk_learns_that_it_was_shown(
    declarant: Client, front: FrontDatabase
) -> None:
    declared(declarant)
    desk_writes(front, subject="Premiers gestes")
    shown = text(declarant.get(page("declaration")))
    assert "1 new message from the CSIRT" in shown
    assert "Premiers gestes" in shown
    assert SeenByDeclarant.objects.count() == 1
    shown = text(declarant.get(page("declaration")))
    assert "new message" not in shown
    assert "Premiers gestes" in shown


def test_other_pages_mark_nothing_as_seen(declarant: Client, front: FrontDatabase) -> None:
    declared(declarant)
    desk_writes(front)
    declarant.head(page("declaration"))
    for name in ("receipt", "complete", "receipt_pdf"):
        declarant.get(page(name))
    assert not SeenByDeclarant.objects.exists()


def test_the_newest_stands_last(declarant: Client, front: FrontDatabase) -> None:
    declared(declarant)
    write(declarant, body="premier")
    desk_writes(front, body="deuxième")
    write(declarant, body="troisième")
    shown = text(declarant.get(page("declaration")))
    assert shown.index("premier") < shown.index("deuxième") < shown.index("troisième")


def test_a_double_click_and_the_back_button_send_one_message(declarant: Client) -> None:
    declared(declarant)
    answers = fill(declarant, body="Une fois")
    for _ in range(3):
        assert declarant.post(page("declaration"), answers).status_code == 302
    assert ReceiptMessage.objects.count() == 1
    assert write(declarant, body="Une fois").status_code == 302
    assert ReceiptMessage.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"body": ""}, "body"),
        ({"body": " \n "}, "body"),
        ({"body": "x" * 10_001}, "body"),
        ({"subject": "x" * 151}, "subject"),
    ],
)
def test_a_wrong_message_is_told_at_its_place_and_kept(
    declarant: Client, changed: dict[str, str], field: str
) -> None:
    declared(declarant)
    answer = write(declarant, **{"subject": "gardé", **changed})
    assert answer.status_code == 422
    assert list(errors(answer)) == [field]
    assert typed_in(answer)["subject"] == changed.get("subject", "gardé")
    assert not ReceiptMessage.objects.exists()


def test_what_the_desk_writes_is_never_markup(declarant: Client, front: FrontDatabase) -> None:
    declared(declarant)
    hostile = "<script>alert(1)</script>\u202e\"'&"
    desk_writes(front, subject=hostile, body=hostile)
    assert "<script>alert" not in declarant.get(page("declaration")).content.decode()


def test_after_an_hour_of_writing_only_the_code_is_asked_again(declarant: Client) -> None:
    _reference, code = declared(declarant)
    answers = fill(declarant, body="Une heure d’écriture")
    del declarant.cookies[receipt_cookie.NAME]
    asked = declarant.post(page("declaration"), answers)
    assert asked.status_code == 422
    assert "Give the receipt code again" in text(asked)
    again = typed_in(asked)
    assert again["body"] == "Une heure d’écriture"
    assert declarant.post(page("declaration"), {**again, "reopen-code": code}).status_code == 302
    assert "Une heure d’écriture" in text(declarant.get(page("declaration")))


def test_a_wrong_code_then_sends_nothing_and_loses_nothing(declarant: Client) -> None:
    reference, _code = declared(declarant)
    answers = fill(declarant, body="Une heure d’écriture")
    del declarant.cookies[receipt_cookie.NAME]
    _other, wrong = declared(Client())
    answer = declarant.post(
        page("declaration"), {**answers, "reopen-reference": reference, "reopen-code": wrong}
    )
    assert answer.status_code == 422
    assert typed_in(answer)["body"] == "Une heure d’écriture"
    assert not ReceiptMessage.objects.exists()


def test_a_message_never_lands_on_another_declaration(declarant: Client) -> None:
    declared(declarant)
    answers = fill(declarant, body="Sur la première")
    second, _code = declared(declarant, structure_name="EHPAD Les Tilleuls")
    answer = declarant.post(page("declaration"), answers)
    assert answer.status_code == 422
    assert typed_in(answer)["body"] == "Sur la première"
    assert second not in text(answer)
    assert not ReceiptMessage.objects.exists()


def test_a_message_from_nowhere_is_shown_again(declarant: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    reference, code = declared(declarant)
    strict.post(page("follow"), {"reference": reference, "code": code}, headers=HERE)
    answers = {**fill(strict), "body": "Gardé", "csrfmiddlewaretoken": "stale"}
    answer = strict.post(page("declaration"), answers)
    assert answer.status_code == 403
    assert typed_in(answer)["body"] == "Gardé"
    assert not ReceiptMessage.objects.exists()


@pytest.mark.parametrize("language", ["fr", "es"])
def test_changing_language_half_way_keeps_what_was_typed(declarant: Client, language: str) -> None:
    declared(declarant)
    answers = fill(declarant, body="Gardé", subject="Aussi")
    answer = declarant.post(page("declaration", language), {**answers, "show_again": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.content.decode()
    assert (typed_in(answer)["body"], typed_in(answer)["subject"]) == ("Gardé", "Aussi")


def test_a_flood_is_stopped_and_keeps_what_was_typed(
    declarant: Client, front: FrontDatabase
) -> None:
    declared(declarant)
    for number in range(MOST_IN_AN_HOUR):
        write(declarant, body=str(number))
    answer = write(declarant, body="Un de trop")
    assert answer.status_code == 429
    assert typed_in(answer)["body"] == "Un de trop"
    with front.lifted():
        assert Message.objects.count() == MOST_IN_AN_HOUR
    declared(declarant)


@pytest.mark.parametrize("name", ["about", "form_nonce", "body", "subject", "reopen-code"])
@pytest.mark.parametrize("value", ["", "\x00", "😀" * 50, "x" * 20_000, "' OR 1=1 --"])
def test_a_tampered_form_is_no_error_of_the_server(
    declarant: Client, name: str, value: str
) -> None:
    declared(declarant)
    answer = write(declarant, **{"body": "Bonjour", name: value})
    assert answer.status_code in {302, 422}
