"""A receipt code was replaced: its declarant sees it, and the former code opens nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import cases
from tests.factories.declarations import submission
from vigie.core import codes
from vigie.declarations import services
from vigie.declarations.models import Declaration, Receipt
from vigie.incidents.services import replacing

pytestmark = pytest.mark.django_db


def replaced(code: str) -> tuple[Receipt, str]:
    receipt = services.receive(submission(), code=code, realm="live")
    declaration = Declaration.objects.get(pk=receipt.declaration_id)
    ana, bob = cases.person(name="Ana Lyst"), cases.person(name="Bob Second")
    asked = replacing.ask_replacement(
        declaration, receipt, reason="lost", called="authority", actor=ana
    )
    replacing.decide_replacement(asked, approves=True, actor=bob)
    return receipt, replacing.issue_code(asked, actor=ana)


def follow(client: Client, reference: str, code: str) -> tuple[int, str]:
    answer = client.post(
        reverse("portal:follow"), {"reference": reference, "code": code}, follow=True
    )
    return answer.status_code, answer.content.decode()


def test_the_follow_page_says_that_it_was_and_when(client: Client) -> None:
    client.cookies["csrftoken"] = "x"
    receipt, code = replaced(codes.new_code())
    _status, shown = follow(client, receipt.reference, code)
    assert "le code de récépissé a été remplacé" in shown.lower() or "was replaced" in shown


def test_the_former_code_is_answered_as_an_unknown_one(client: Client) -> None:
    former = codes.new_code()
    receipt, _code = replaced(former)
    assert follow(client, receipt.reference, former)[0] == 422
    assert follow(client, receipt.reference, codes.new_code())[0] == 422


def test_what_was_open_under_the_former_code_is_closed(client: Client) -> None:
    client.cookies["csrftoken"] = "x"
    former = codes.new_code()
    receipt = services.receive(submission(), code=former, realm="live")
    follow(client, receipt.reference, former)
    assert client.get(reverse("portal:declaration")).status_code == 200
    declaration = Declaration.objects.get(pk=receipt.declaration_id)
    ana, bob = cases.person(name="Ana Lyst"), cases.person(name="Bob Second")
    asked = replacing.ask_replacement(
        declaration, receipt, reason="disclosed", called="authority", actor=ana
    )
    replacing.decide_replacement(asked, approves=True, actor=bob)
    replacing.issue_code(asked, actor=ana)

    answer = client.get(reverse("portal:declaration"))

    assert answer.status_code == 302
    assert answer["Location"] == reverse("portal:follow")
