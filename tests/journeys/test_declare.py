"""Declaring, in a real browser: on a phone, without a script, by keyboard, in Spanish."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.factories import structures
from tests.fixtures.browser import assert_accessible, assert_fits
from tests.journeys.declarant import (
    NARRATIVE,
    answer_eight_questions,
    choose,
    declare,
    reference_and_code,
    send,
)
from tests.journeys.keyboard import press_on, write_in
from vigie.declarations.models import Declaration

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_director_declares_from_a_phone_without_javascript(
    phone_without_javascript: Page,
) -> None:
    page = phone_without_javascript
    here = structures.hospital(name="CH DE VALBELLE", town="VALBELLE")
    structures.hospital(name="EHPAD DE VALBELLE", town="VALBELLE", kind="medico_social")

    page.goto("/en/declare/")
    expect(page.get_by_text("five minutes")).to_be_visible()
    expect(page.get_by_role("link", name="09 72 43 91 25").first).to_be_visible()
    answer_eight_questions(page)
    page.locator("#id_structure_name").fill("valbelle")
    page.get_by_role("button", name="Search the directory").click()
    assert_fits(page)
    expect(page.locator("#structure")).to_be_in_viewport()
    page.get_by_text("CH DE VALBELLE").click()
    assert page.locator("#id_narrative").input_value() == NARRATIVE
    send(page)

    expect(page).to_have_url(re.compile("/en/receipt/$"))
    reference, code = reference_and_code(page)
    declaration = Declaration.objects.get()
    assert declaration.structure == here
    assert declaration.reference == reference
    page.get_by_label("Type the code again").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Check that I have it").click()
    expect(page.get_by_text("Yes, this is the code")).to_be_visible()


def test_what_lacks_is_said_at_once_and_leads_to_its_place(phone: Page) -> None:
    phone.goto("/en/declare/")
    phone.locator("#id_contact_name").fill("Zoé Martin")
    send(phone)
    summary = phone.locator("#error-summary")
    expect(summary).to_contain_text("There are 7 things to correct")
    assert_accessible(phone)
    summary.get_by_role("link", name="Are patients or residents in danger?").click()
    expect(phone.locator("#id_endangerment_0")).to_be_focused()
    assert phone.locator("#id_contact_name").input_value() == "Zoé Martin"
    answer_eight_questions(phone)
    send(phone)
    expect(phone.locator("h1")).to_have_text("Your declaration has been received")


def test_somebody_declares_with_the_keyboard_alone(desktop: Page) -> None:
    noticed = timezone.localtime() - timedelta(hours=3)
    desktop.goto("/en/declare/")

    def write(target: str, words: str) -> None:
        write_in(desktop, desktop.locator(f"#{target}"), words)

    write("id_structure_name", "Centre hospitalier des Essais")
    write("id_kind", "Ransom")
    write("id_narrative", "Servers are encrypted.")
    write("id_detected_at_0", noticed.strftime("%m%d%Y"))
    write("id_detected_at_1", noticed.strftime("%I%M%p"))
    press_on(desktop, desktop.locator("#id_care_impact_0"), "ArrowDown")
    press_on(desktop, desktop.locator("#id_endangerment_0"), "ArrowUp")
    write("id_contact_name", "Zoé Martin")
    write("id_contact_phone", "06 12 34 56 78")
    press_on(desktop, desktop.locator("button[name=declare]"))

    expect(desktop.locator("h1")).to_have_text("Your declaration has been received")
    declaration = Declaration.objects.get()
    assert declaration.kind == "ransomware"
    assert declaration.care_impact == "degraded"
    assert declaration.endangerment == "unknown"
    assert declaration.detected_at == noticed.replace(second=0, microsecond=0)


def test_somebody_declares_in_spanish_and_changes_language_half_way(phone: Page) -> None:
    phone.goto("/fr/declare/")
    answer_eight_questions(phone)
    phone.get_by_role("button", name="ES").click()
    expect(phone.locator("html")).to_have_attribute("lang", "es")
    expect(phone.locator("#id_narrative")).to_have_value(NARRATIVE)
    expect(phone.locator("#id_kind option:checked")).to_have_text("Ransomware (secuestro de datos)")
    send(phone)
    expect(phone).to_have_url(re.compile("/es/receipt/$"))
    assert Declaration.objects.get().language == "es"
    reference, _code = reference_and_code(phone)
    phone.get_by_role("link", name="FR", exact=True).click()
    expect(phone.locator("html")).to_have_attribute("lang", "fr")
    assert reference_and_code(phone)[0] == reference


def test_going_back_and_sending_again_gives_the_same_receipt(
    phone_without_javascript: Page,
) -> None:
    page = phone_without_javascript
    reference, _code = declare(page)
    page.go_back()
    assert page.locator("#id_narrative").input_value() == NARRATIVE
    send(page)
    assert reference_and_code(page)[0] == reference
    assert Declaration.objects.count() == 1


def test_two_clicks_make_one_declaration(desktop: Page) -> None:
    desktop.goto("/en/declare/")
    answer_eight_questions(desktop)
    desktop.locator("button[name=declare]").dblclick(no_wait_after=True)
    expect(desktop.locator("h1")).to_have_text("Your declaration has been received")
    assert Declaration.objects.count() == 1


def test_who_hesitates_is_guided(phone_without_javascript: Page) -> None:
    page = phone_without_javascript
    page.goto("/en/declare/")
    page.get_by_role("link", name="Must I declare?").click()
    assert_fits(page)
    for question in ("structure", "normal_operation"):
        choose(page, question, "yes")
    page.get_by_role("button", name="Tell me").click()
    expect(page.locator("#verdict")).to_be_in_viewport()
    assert_fits(page)
    page.get_by_role("link", name="Declare now").click()
    expect(page.locator("#id_nature")).to_have_value("mandatory")


def test_somebody_whose_browser_refuses_cookies_keeps_the_receipt(desktop: Page) -> None:
    desktop.goto("/en/declare/")
    answer_eight_questions(desktop)
    desktop.context.clear_cookies()
    send(desktop)
    _reference, code = reference_and_code(desktop)
    assert code
    expect(desktop.get_by_text("Your browser refuses cookies")).to_be_visible()


@pytest.mark.parametrize("screen", ["phone", "desktop"])
@pytest.mark.parametrize("path", ["declare/", "declare/questions/", "declare/must-i/", "follow/"])
def test_every_page_before_declaring_is_accessible(
    path: str, screen: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(screen)
    page.goto(f"/en/{path}")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert_fits(page)
    assert_accessible(page)


def test_a_list_of_structures_is_accessible(phone: Page) -> None:
    structures.hospital(name="CH DE VALBELLE")
    phone.goto("/en/declare/")
    phone.locator("#id_structure_name").fill("valbelle")
    phone.get_by_role("button", name="Search the directory").click()
    assert_fits(phone)
    assert_accessible(phone)
