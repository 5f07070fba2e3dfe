"""A receipt code was replaced: its declarant sees it, and the former code opens nothing."""

import pytest
from django.test import Client

from tests.factories import cases
from tests.fixtures.database import FrontDatabase
from tests.surfaces.portal.pages import declared, page, text
from vigie.core import codes
from vigie.declarations.models import Declaration, Receipt
from vigie.incidents.services import replacing

pytestmark = pytest.mark.django_db


def replace_code(reference: str, front: FrontDatabase) -> str:
    """Return the new code: the desk replaces it, under its own rights."""
    with front.lifted():
        receipt = Receipt.objects.get(reference=reference)
        declaration = Declaration.objects.get(pk=receipt.declaration_id)
        ana, bob = cases.person(name="Ana Lyst"), cases.person(name="Bob Second")
        asked = replacing.ask_replacement(
            declaration, receipt, reason="lost", called="authority", actor=ana
        )
        replacing.decide_replacement(asked, approves=True, actor=bob)
        return replacing.issue_code(asked, actor=ana)


def follow(client: Client, reference: str, code: str) -> tuple[int, str]:
    answer = client.post(page("follow"), {"reference": reference, "code": code}, follow=True)
    return answer.status_code, text(answer)


def test_the_follow_page_says_that_it_was_and_when(declarant: Client, front: FrontDatabase) -> None:
    reference, _former = declared(declarant)
    code = replace_code(reference, front)
    status, shown = follow(declarant, reference, code)
    assert status == 200
    assert "was replaced" in shown


def test_the_former_code_is_answered_as_an_unknown_one(
    declarant: Client, front: FrontDatabase
) -> None:
    reference, former = declared(declarant)
    replace_code(reference, front)
    assert follow(Client(), reference, former)[0] == 422
    assert follow(Client(), reference, codes.new_code())[0] == 422


def test_what_was_open_under_the_former_code_is_closed(
    declarant: Client, front: FrontDatabase
) -> None:
    reference, _former = declared(declarant)
    assert declarant.get(page("declaration")).status_code == 200
    replace_code(reference, front)

    answer = declarant.get(page("declaration"))

    assert answer.status_code == 302
    assert answer["Location"] == page("follow")
