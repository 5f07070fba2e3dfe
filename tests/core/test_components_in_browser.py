"""Our components in a real browser: on a small phone, without script, for everybody."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.browser import PHONE, assert_accessible, assert_fits

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("pages"),
    pytest.mark.django_db(transaction=True),
]


def test_every_component_fits_a_phone_and_is_accessible(phone: Page) -> None:
    phone.goto("/en/story/")
    assert_fits(phone)
    assert_accessible(phone)


def test_a_wide_table_keeps_its_caption_and_row_names_in_sight(phone: Page) -> None:
    phone.goto("/en/story/")
    table = phone.get_by_role("region", name="Cases of the year")
    table.focus()
    assert table.evaluate("region => (region.scrollLeft = 1000, region.scrollLeft)") > 0

    expect(table.get_by_role("columnheader").last).to_be_in_viewport(ratio=1)
    expect(table.get_by_role("rowheader")).to_be_in_viewport(ratio=1)
    expect(phone.get_by_text("Cases of the year")).to_be_in_viewport(ratio=1)


def test_mistakes_are_announced_and_lead_to_their_field(phone: Page) -> None:
    phone.goto("/en/story/")
    phone.get_by_role("button", name="Send").click()
    expect(phone.locator("#error-summary")).to_be_focused()
    assert_fits(phone)
    assert_accessible(phone)
    phone.get_by_role("link", name="Detected at").click()
    expect(phone.get_by_label("Date")).to_be_focused()


def test_the_form_works_without_script(phone_without_javascript: Page) -> None:
    page = phone_without_javascript
    page.goto("/en/story/")
    page.get_by_label("Structure").fill("Hôpital Nord")
    page.get_by_label("What happens").fill("Screens are black")
    page.get_by_label("Kind").select_option("a")
    page.get_by_role("group", name="Impact").get_by_label("B").check(force=True)
    page.get_by_label("I kept the code").check(force=True)
    page.get_by_label("Date").fill("2025-01-31")
    page.get_by_label("Time").fill("08:15")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("status")).to_contain_text("Recorded")


def test_changing_language_in_the_middle_loses_nothing(phone_without_javascript: Page) -> None:
    page = phone_without_javascript
    page.goto("/en/story/")
    page.get_by_label("What happens").fill("Las pantallas están negras")
    page.get_by_role("button", name="ES").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_label("What happens")).to_have_value("Las pantallas están negras")
    expect(page.locator("#error-summary")).to_have_count(0)


def test_a_browser_that_refuses_cookies_can_still_send(
    open_browser: Callable[..., Page],
) -> None:
    page = open_browser(viewport=PHONE)
    page.goto("/en/story/")
    page.get_by_label("What happens").fill("Screens are black")
    page.context.clear_cookies()
    page.get_by_role("button", name="Send").click()
    # Checked like any other form: the other fields are still to be filled.
    expect(page.locator("#error-summary")).to_be_visible()
    expect(page.get_by_label("What happens")).to_have_value("Screens are black")


def test_the_keyboard_reaches_the_content_first(desktop: Page) -> None:
    desktop.goto("/en/story/")
    desktop.keyboard.press("Tab")
    expect(desktop.get_by_role("link", name="Content")).to_be_focused()
    desktop.keyboard.press("Enter")
    expect(desktop.locator("main")).to_be_focused()
