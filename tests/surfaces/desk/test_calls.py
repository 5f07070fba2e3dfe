"""Somebody calls: an analyst types the declaration, and it is received as any other."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.factories import declarations, duty
from tests.surfaces.desk.calls import call, typed
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page, text
from tests.surfaces.portal.pages import declared, errors, typed_in
from vigie.accounts.enums import Role
from vigie.core import codes, outbox
from vigie.core.models import JournalEntry, OutboxMessage
from vigie.declarations import services
from vigie.declarations.models import Clock, Declaration, Receipt, ReceiptDocument, SealedSection
from vigie.declarations.selectors import open_receipt
from vigie.declarations.services import open_sections
from vigie.incidents.models import DutyPage
from vigie.incidents.services import take

pytestmark = pytest.mark.django_db


def test_it_keeps_that_it_came_by_phone_and_who_typed_it(analyst: SignedIn) -> None:
    row = call(analyst)
    assert (row.channel, row.typed_by, row.realm) == ("phone", analyst.user, "live")
    shown = text(analyst.get(page("declaration", row.reference)))
    assert "Phone" in shown
    assert "Typed by" in shown
    entry = JournalEntry.objects.get(action="declaration.received")
    assert entry.actor == f"user:{analyst.user.pk}"
    assert entry.objects_touched == {"declaration": str(row.pk)}


def test_a_form_on_paper_is_typed_alike(analyst: SignedIn) -> None:
    row = call(analyst, channel="paper")
    assert row.channel == "paper"
    assert "Paper form" in text(analyst.get(page("declaration", row.reference)))


def test_the_language_is_the_declarants_and_not_the_page_s(analyst: SignedIn) -> None:
    assert call(analyst, language="es").language == "es"


def test_the_same_clocks_start_as_on_the_portal(analyst: SignedIn) -> None:
    answers = typed(others_touched="yes", data_confidentiality="yes")
    declared(Client(), **{**answers, "receipt_code": codes.new_code()})
    analyst.post(page("declare"), answers)
    by_portal, by_phone = Declaration.objects.order_by("id")
    found = [
        sorted(
            Clock.objects.filter(receipt__declaration_id=row.pk).values_list(
                "regime", "stage", "status"
            )
        )
        for row in (by_portal, by_phone)
    ]
    assert found[0] == found[1] != []


def test_it_is_sealed_to_the_desk_and_to_the_code(analyst: SignedIn) -> None:
    answers = typed(narrative="canari-narration", contact_name="Canari-Nom")
    row = call(analyst, **answers)
    kept = [bytes(each.ciphertext) for each in SealedSection.objects.all()]
    kept += [bytes(each.ciphertext) for each in ReceiptDocument.objects.all()]
    assert len(kept) == 3
    assert not any(b"canari" in each.lower() for each in kept)
    sections = {each.section: each.content for each in open_sections(row.pk, actor="test")}
    assert sections["narrative"]["narrative"] == "canari-narration"
    opened = open_receipt(row.reference, answers["receipt_code"])
    assert opened is not None
    assert opened.documents[0].sections["contact"]["name"] == "Canari-Nom"


def test_a_double_click_makes_one_declaration_and_shows_its_code(analyst: SignedIn) -> None:
    answers = typed()
    for _ in range(2):
        answer = analyst.post(page("declare"), answers, follow=True)
        assert answers["receipt_code"][:4] in text(answer)
    assert Declaration.objects.count() == Receipt.objects.count() == 1
    assert JournalEntry.objects.filter(action="declaration.received").count() == 1


def test_what_is_missing_is_said_and_nothing_typed_is_lost(analyst: SignedIn) -> None:
    answer = analyst.post(page("declare"), typed(kind="", contact_phone="12", language="es"))
    assert answer.status_code == 422
    assert set(errors(answer)) == {"kind", "contact_phone"}
    shown = text(answer)
    assert "Servers are encrypted, wards work on paper." in shown
    assert '<option value="es" selected>' in shown
    assert not Declaration.objects.exists()


@pytest.mark.parametrize("changed", [{"channel": "portal"}, {"channel": ""}, {"language": "xx"}])
def test_another_channel_or_language_is_refused(analyst: SignedIn, changed: Any) -> None:
    answer = analyst.post(page("declare"), typed() | changed)
    assert answer.status_code == 422
    assert set(errors(answer)) == set(changed)


def test_the_directory_is_searched_without_losing_what_was_typed(analyst: SignedIn) -> None:
    answer = analyst.post(page("declare"), typed(search="structure", channel="paper"))
    assert answer.status_code == 200
    shown = text(answer)
    assert "The directory found nothing" in shown
    assert "wards work on paper" in shown
    assert typed_in(answer)["channel"] == "paper"
    assert not Declaration.objects.exists()


def test_the_browser_proposes_not_the_analyst_for_who_calls(analyst: SignedIn) -> None:
    shown = text(analyst.get(page("declare")))
    for name in ("contact_name", "contact_phone", "contact_email", "structure_name"):
        assert f'name="{name}"' in shown
    assert set(re.findall(r'autocomplete="([^"]*)"', shown)) == {"off"}


def test_a_stale_form_is_shown_again_under_a_new_code(analyst: SignedIn) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = analyst.cookies
    answers = typed()
    answer = strict.post(page("declare"), answers)
    assert answer.status_code == 403
    assert "wards work on paper" in text(answer)
    assert answers["receipt_code"] not in text(answer)
    assert not Declaration.objects.exists()


def test_another_structure_under_the_same_form_asks_first(analyst: SignedIn) -> None:
    answers = typed()
    analyst.post(page("declare"), answers)
    answer = analyst.post(page("declare"), {**answers, "structure_name": "EHPAD Les Tilleuls"})
    assert answer.status_code == 409
    assert "you have changed the structure since" in text(answer)
    assert Declaration.objects.count() == 1


def test_what_was_changed_since_is_added_in_the_name_of_who_typed_it(analyst: SignedIn) -> None:
    answers = typed()
    analyst.post(page("declare"), answers)
    answer = analyst.post(page("declare"), {**answers, "endangerment": "proven"}, follow=True)
    assert "What you changed since has been added" in text(answer)
    assert Declaration.objects.count() == 1
    entry = JournalEntry.objects.get(action="declaration.completed")
    assert entry.actor == f"user:{analyst.user.pk}"


def test_a_grave_call_pages_the_duty_as_a_grave_declaration_does(analyst: SignedIn) -> None:
    duty.on_duty(analyst.user)
    row = call(analyst, endangerment="proven")
    outbox.drain()
    assert DutyPage.objects.get().declaration == row
    assert "A grave declaration waits" in text(analyst.get(page("read_out", row.reference)))


def test_taken_at_once_it_wakes_nobody(analyst: SignedIn) -> None:
    row = call(analyst, endangerment="proven")
    take(row.pk, actor=analyst.user)
    outbox.drain()
    assert not DutyPage.objects.exists()


def test_an_exercise_stays_in_its_realm_and_tells_nobody(analyst: SignedIn) -> None:
    services.receive(declarations.submission(), code=codes.new_code(), realm="exercise:blackout")
    OutboxMessage.objects.all().delete()
    address = page("declare") + "?realm=exercise:blackout"
    assert "Exercise “blackout”" in text(analyst.get(address))
    answer = analyst.post(address, typed(endangerment="proven"))
    assert answer.status_code == 302
    assert Declaration.objects.latest("id").realm == "exercise:blackout"
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("realm", ["import:old", "demo"])
def test_nobody_declares_into_another_world(analyst: SignedIn, realm: str) -> None:
    services.receive(declarations.submission(), code=codes.new_code(), realm=realm)
    analyst.post(page("declare") + f"?realm={realm}", typed())
    assert Declaration.objects.latest("id").realm == "live"


@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_who_handles_no_cases_types_none_and_reads_none_out(
    sign_in: Callable[..., SignedIn], analyst: SignedIn, role: Role
) -> None:
    row = call(analyst)
    fields = {"authority": "ars", "regions": ["53"]} if role == Role.AUTHORITY else {}
    other = sign_in(role, **fields)
    assert other.get(page("declare")).status_code == 403
    assert other.post(page("declare"), typed()).status_code == 403
    assert other.get(page("read_out", row.reference)).status_code == 403
    assert Declaration.objects.count() == 1


def test_the_blank_form_is_at_hand_in_each_language(analyst: SignedIn) -> None:
    shown = text(analyst.get(page("declare")))
    for language in ("fr", "en", "es"):
        address = f"/{language}/desk/declare/form.pdf"
        assert f'href="{address}"' in shown
        answer = analyst.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
