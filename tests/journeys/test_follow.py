"""Coming back, completing, keeping, leaving: in a real browser."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.fixtures.browser import assert_accessible, assert_fits
from tests.journeys.declarant import choose, declare, send
from vigie.declarations.models import Report

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def leave(page: Page) -> None:
    page.get_by_role("button", name="Close this declaration").click()
    expect(page.locator("h1")).to_contain_text("closed in this browser")
    assert_fits(page)


def come_back(page: Page, reference: str, code: str) -> None:
    page.get_by_role("link", name="Follow", exact=True).click()
    page.get_by_label("Reference").fill(reference)
    page.get_by_label("Receipt code").fill(code)
    page.get_by_role("button", name="Open the declaration").click()
    assert_fits(page)


def test_a_declarant_comes_back_and_completes_from_a_phone(
    phone_without_javascript: Page,
) -> None:
    page = phone_without_javascript
    reference, code = declare(page)
    leave(page)
    page.goto("/en/receipt/")
    expect(page.locator("h1")).to_have_text("Follow a declaration")

    come_back(page, reference.lower(), code.replace("-", "").lower())
    expect(page.locator("h1")).to_have_text(f"Declaration {reference}")
    expect(page.get_by_text("An analyst will read it")).to_be_visible()
    page.get_by_role("link", name="Complete this declaration").click()
    assert_fits(page)
    choose(page, "stage", "final")
    choose(page, "care_impact", "none")
    page.get_by_label("What caused it").fill("A stolen password")
    page.get_by_text("Authority 1 already told").scroll_into_view_if_needed()
    page.locator("#id_authority0-authority").select_option("cnil")
    page.locator("#id_authority0-told_on").fill("2025-03-02")
    page.locator("#id_authority0-told_reference").fill("N-123")
    send(page)

    expect(page.get_by_text("Your complement has been received")).to_be_visible()
    expect(page.get_by_text("A stolen password")).to_be_visible()
    expect(page.get_by_text("N-123")).to_be_visible()
    assert Report.objects.count() == 2


def test_the_receipt_is_kept_as_a_document(phone: Page, tmp_path: Path) -> None:
    reference, code = declare(phone)
    with phone.expect_download() as download:
        phone.get_by_role("link", name="Save as PDF").click()
    file = tmp_path / "receipt.pdf"
    download.value.save_as(file)
    assert download.value.suggested_filename == f"{reference}.pdf"
    assert code in PdfReader(file).pages[0].extract_text()


def test_after_leaving_the_back_button_shows_nothing(desktop: Page) -> None:
    _reference, code = declare(desktop)
    desktop.get_by_role("link", name="Follow this declaration").click()
    leave(desktop)
    for _ in range(2):
        desktop.go_back()
        assert code not in desktop.content()
        assert "Zoé Martin" not in desktop.locator("main").inner_text()


def test_a_wrong_code_says_nothing_of_the_declaration(phone: Page) -> None:
    reference, _code = declare(phone)
    leave(phone)
    _other, other_code = declare(phone)
    leave(phone)
    come_back(phone, reference, other_code)
    expect(phone.locator("#error-summary")).to_contain_text("do not go together")
    assert phone.locator("#id_reference").input_value() == reference
    assert phone.locator("#id_code").input_value() == ""
    assert_accessible(phone)


def test_a_complement_written_after_the_page_closed_asks_only_for_the_code(desktop: Page) -> None:
    _reference, code = declare(desktop)
    desktop.goto("/en/follow/complete/")
    desktop.get_by_label("What is new?").fill("An hour of writing")
    desktop.context.clear_cookies(name="vigie_receipt")
    send(desktop)
    expect(desktop.get_by_role("heading", name="Give the receipt code again")).to_be_visible()
    assert_accessible(desktop)
    desktop.get_by_role("textbox", name="Receipt code").fill(code)
    send(desktop)
    expect(desktop.get_by_text("An hour of writing")).to_be_visible()


@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_every_page_of_a_declaration_is_accessible(
    screen: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(screen)
    declare(page)
    for path in ("receipt/", "follow/declaration/", "follow/complete/", "receipt/closed/"):
        page.goto(f"/en/{path}")
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert_fits(page)
        assert_accessible(page)
