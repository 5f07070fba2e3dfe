"""Whoever can still print takes a blank form from the portal."""

import pytest
from django.test import Client

from tests.surfaces.portal.pages import page


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_anybody_prints_it_from_the_page(declarant: Client, language: str) -> None:
    address = page("blank_form", language)
    for shown in ("declare", "questions"):
        assert f'href="{address}"' in declarant.get(page(shown, language)).content.decode()
    answer = declarant.get(address)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert answer["Content-Disposition"] == f'inline; filename="declaration-{language}.pdf"'
    assert answer.content.startswith(b"%PDF-")


def test_it_is_made_once_and_holds_nothing_of_who_asks(declarant: Client) -> None:
    first, again = (declarant.get(page("blank_form")).content for _ in range(2))
    assert first == again
    assert not declarant.cookies
