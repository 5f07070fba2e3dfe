"""A declarant names the provider at the origin: one more answer that nobody must give."""

import pytest
from django.test import Client

from tests.fixtures.database import FrontDatabase
from tests.surfaces.portal.pages import declare, declared, errors, page, text, typed_in, value_of
from vigie.declarations.models import Declaration
from vigie.declarations.services import refresh_current_facts


def test_the_page_says_that_the_name_is_stored_in_clear(declarant: Client) -> None:
    for name in ("declare", "questions"):
        assert "it is stored in clear" in text(declarant.get(page(name)))


def test_a_provider_named_is_kept_with_what_its_spellings_have_in_common(
    declarant: Client, front: FrontDatabase
) -> None:
    declared(declarant, provider="  Nébulis   Hébergement SAS ")
    with front.lifted():
        kept = Declaration.objects.get()
    assert (kept.provider, kept.provider_key) == ("Nébulis Hébergement SAS", "nebulis hebergement")


def test_naming_none_is_no_answer(declarant: Client, front: FrontDatabase) -> None:
    declared(declarant)
    with front.lifted():
        kept = Declaration.objects.get()
    assert (kept.provider, kept.provider_key) == ("", "")


def test_a_provider_known_later_comes_with_a_complement(
    declarant: Client, front: FrontDatabase
) -> None:
    declared(declarant)
    answers = typed_in(declarant.get(page("complete")))
    declarant.post(page("complete"), {**answers, "provider": "Nébulis"})
    assert "Nébulis" in text(declarant.get(page("declaration")))
    with front.lifted():
        declaration = Declaration.objects.get()
        refresh_current_facts(declaration.pk)
        declaration.refresh_from_db()
    assert (declaration.provider, declaration.provider_key) == ("Nébulis", "nebulis")


@pytest.mark.parametrize("personal", ["zoe@nebulis.example", "Zoé 06 12 34 56 78", "x" * 121])
def test_a_person_or_a_novel_is_refused_and_nothing_typed_is_lost(
    declarant: Client, front: FrontDatabase, personal: str
) -> None:
    answer = declare(declarant, provider=personal)
    assert answer.status_code == 422
    assert list(errors(answer)) == ["provider"]
    assert value_of(answer, "provider") == personal
    with front.lifted():
        assert not Declaration.objects.exists()


@pytest.mark.parametrize("hostile", ["<script>alert(1)</script>", "\u202e😀", "'; DROP TABLE--"])
def test_whatever_is_typed_is_only_words(declarant: Client, hostile: str) -> None:
    declared(declarant, provider=hostile)
    assert "<script>alert" not in declarant.get(page("receipt")).content.decode()
