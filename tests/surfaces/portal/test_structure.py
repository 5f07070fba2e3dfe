"""Which structure: found in the directory without a script, or typed by hand."""

import re
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from tests.fixtures.database import FrontDatabase
from tests.surfaces.portal.conftest import ListStructure
from tests.surfaces.portal.pages import declare, eight_answers, errors, page, text
from vigie.declarations.models import Declaration, Receipt


def search(declarant: Client, **typed: str) -> str:
    answers = {**eight_answers(), **typed, "search": "structure"}
    return declarant.post(page("declare"), answers).content.decode()


def test_searching_shows_what_the_directory_lists(declarant: Client, listed: ListStructure) -> None:
    here = listed(name="CH DE VALBELLE", town="VALBELLE")
    listed(name="EHPAD LES TILLEULS", town="AILLEURS")
    body = search(declarant, structure_name="valbelle")
    assert f'value="{here.pk}"' in body
    assert "TILLEULS" not in body


def test_searching_sends_nothing_and_loses_nothing(
    declarant: Client, listed: ListStructure
) -> None:
    listed(name="CH DE VALBELLE")
    answers = eight_answers(structure_name="valbelle", contact_phone="", origin="malicious")
    answer = declarant.post(page("declare"), {**answers, "search": "structure"})
    body = answer.content.decode()
    assert answer.status_code == 200
    assert errors(answer) == {}
    assert not Receipt.objects.exists()
    assert answers["narrative"] in body
    assert answers["receipt_code"] in body
    assert '<option value="malicious" selected>' in body


def test_a_structure_chosen_is_declared_as_the_directory_lists_it(
    declarant: Client, listed: ListStructure, front: FrontDatabase
) -> None:
    here = listed(name="CH DE VALBELLE", town="VALBELLE", region="93")
    declare(declarant, structure_name="valbelle", structure=str(here.pk), searched="yes")
    with front.lifted():
        declaration = Declaration.objects.get()
    assert declaration.structure == here
    assert (declaration.structure_name, declaration.region) == ("CH DE VALBELLE", "93")
    assert declaration.structure_kind == "health_establishment"
    assert "Found in the directory" in text(declarant.get(page("receipt")))


def test_a_structure_typed_by_hand_is_kept_as_not_verified(
    declarant: Client, front: FrontDatabase
) -> None:
    typed = {"structure_name": "Cabinet du port", "structure_town": "Brest"}
    declare(declarant, **typed, structure_kind="primary_care")
    with front.lifted():
        declaration = Declaration.objects.get()
    assert declaration.structure is None
    assert declaration.structure_name == "Cabinet du port"
    assert declaration.structure_town == "Brest"
    assert declaration.structure_kind == "primary_care"
    assert "Not verified" in text(declarant.get(page("receipt")))


def test_none_of_these_keeps_what_was_typed(
    declarant: Client, listed: ListStructure, front: FrontDatabase
) -> None:
    listed(name="CH DE VALBELLE")
    declare(declarant, structure_name="Valbelle", structure="as_typed", searched="yes")
    with front.lifted():
        assert Declaration.objects.get().structure is None


def test_once_a_list_is_shown_a_choice_is_asked_for(
    declarant: Client, listed: ListStructure
) -> None:
    listed(name="CH DE VALBELLE")
    answer = declare(declarant, structure_name="valbelle", searched="yes")
    assert list(errors(answer)) == ["structure"]


def test_a_search_that_finds_nothing_does_not_stop_anybody(declarant: Client) -> None:
    assert "The directory found nothing" in search(declarant, structure_name="nowhere")
    assert declare(declarant, structure_name="nowhere", searched="yes").status_code == 302


def test_a_number_is_recognised_even_without_searching(
    declarant: Client, listed: ListStructure, front: FrontDatabase
) -> None:
    here = listed(name="CH DE VALBELLE", finess="830000123")
    declare(declarant, structure_name="83 000 0123")
    with front.lifted():
        assert Declaration.objects.get().structure == here


def test_changing_the_text_after_choosing_asks_to_choose_again(
    declarant: Client, listed: ListStructure
) -> None:
    here = listed(name="CH DE VALBELLE")
    listed(name="EHPAD LES TILLEULS")
    answer = declare(declarant, structure_name="tilleuls", structure=str(here.pk), searched="yes")
    assert list(errors(answer)) == ["structure"]
    assert "TILLEULS" in text(answer)


def test_a_closed_structure_is_neither_offered_nor_taken(
    declarant: Client, listed: ListStructure
) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    closed = listed(name="CLINIQUE FERMEE", closed_on=yesterday)
    assert str(closed.pk) not in search(declarant, structure_name="clinique fermee")
    answer = declare(
        declarant, structure_name="clinique fermee", structure=str(closed.pk), searched="yes"
    )
    assert list(errors(answer)) == ["structure"]


def test_a_structure_that_does_not_exist_is_refused(declarant: Client) -> None:
    for forged in ("019a0000-0000-7000-8000-000000000000", "1 OR 1=1", "x" * 5_000):
        answer = declare(declarant, structure=forged)
        assert list(errors(answer)) == ["structure"]


def test_a_name_of_the_directory_is_shown_as_text(declarant: Client, listed: ListStructure) -> None:
    listed(name="CH <b>VALBELLE</b>")
    body = search(declarant, structure_name="valbelle")
    assert "CH &lt;b&gt;VALBELLE" in body
    assert not re.search(r"CH <b>", body)
