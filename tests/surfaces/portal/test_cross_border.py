"""Whether another country is touched: asked at the early warning, never required."""

import pytest
from django.test import Client

from tests.fixtures.database import FrontDatabase
from tests.surfaces.portal.pages import declare, declared, page, text, typed_in
from vigie.core import outbox
from vigie.declarations.models import Declaration


def kept(front: FrontDatabase) -> str:
    with front.lifted():
        outbox.drain()
        return Declaration.objects.get().cross_border


@pytest.mark.parametrize("answer", ["yes", "no", "unknown"])
def test_the_answer_is_kept(declarant: Client, front: FrontDatabase, answer: str) -> None:
    declared(declarant, cross_border=answer)
    assert kept(front) == answer


def test_nobody_is_made_to_answer(declarant: Client, front: FrontDatabase) -> None:
    declared(declarant)
    assert kept(front) == "unknown"


def test_an_answer_that_is_none_is_refused(declarant: Client) -> None:
    assert declare(declarant, cross_border="maybe").status_code == 422


def test_a_complement_says_it_later(declarant: Client, front: FrontDatabase) -> None:
    declared(declarant)
    form = typed_in(declarant.get(page("complete")))
    assert form["cross_border"] == "unknown"
    declarant.post(page("complete"), {**form, "cross_border": "yes"})
    assert "Another country touched" in text(declarant.get(page("declaration")))
    assert kept(front) == "yes"
