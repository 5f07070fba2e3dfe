"""The explorer on a screen: by keyboard, on a phone, with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.fixtures.browser import assert_accessible, assert_fits

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("explored"),
]
ADDRESS = "/en/figures/explorer/"
LOADED = "image => image.complete && image.naturalWidth > 0"
CHOICES = (
    "",
    "?table=declarations_by_region&years=2019&years=2020&show=shares",
    "?table=declarations_by_region&years=2019",
    "?table=declarations_by_region_and_origin&years=2019&years=2021",
)


@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_it_breaks_no_rule_of_accessibility(screen: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(screen)

    for choice in CHOICES:
        page.goto(ADDRESS + choice, wait_until="networkidle")
        images = page.locator("figure img")
        assert images.count() > 0
        for image in images.all():
            # An image is asked for when it is about to be seen.
            image.scroll_into_view_if_needed()
            page.wait_for_function(LOADED, arg=image.element_handle())
        assert_fits(page)
        assert_accessible(page)


def test_a_mistake_breaks_none_either(phone: Page) -> None:
    phone.goto(f"{ADDRESS}?table=declarations_by_region&years=1999")

    assert_fits(phone)
    assert_accessible(phone)


def test_without_javascript_one_chooses_and_shows(phone_without_javascript: Page) -> None:
    page = phone_without_javascript
    page.goto(ADDRESS)
    page.get_by_label("What is counted, and by what").select_option("declarations_by_region")
    page.locator("label", has_text="2019").click()
    page.get_by_role("button", name="Show").click()

    expect(page.get_by_role("heading", level=2).first).to_have_text("By region (declarations)")
    expect(page.get_by_role("row", name=re.compile("^Total"))).to_contain_text("54")
    assert "years=2019" in page.url


def test_with_it_the_answer_follows_the_choice_and_the_focus_stays(desktop: Page) -> None:
    desktop.goto(f"{ADDRESS}?table=declarations_by_region&years=2019")
    table = desktop.get_by_label("What is counted, and by what")
    table.focus()
    table.select_option("declarations_by_region_and_origin")

    expect(desktop.get_by_role("heading", level=2).first).to_have_text(
        "Region × Origin (declarations)"
    )
    expect(desktop.get_by_role("status")).to_have_text("Shown: Region × Origin (declarations)")
    expect(table).to_be_focused()
    assert "table=declarations_by_region_and_origin" in desktop.url
    desktop.get_by_label("Keep only").select_option("origin:malicious")
    expect(desktop.get_by_role("heading", level=2).first).to_contain_text("Malicious")
    desktop.locator("label", has_text="2020").click()
    expect(desktop.get_by_role("columnheader", name="2020")).to_be_visible()
    desktop.go_back()
    expect(desktop.get_by_role("columnheader", name="2020")).to_have_count(0)


def test_leaving_a_table_of_two_dimensions_leaves_what_was_kept_of_it(desktop: Page) -> None:
    desktop.goto(
        f"{ADDRESS}?table=declarations_by_region_and_origin&years=2019&only=origin:malicious"
    )
    desktop.get_by_label("What is counted, and by what").select_option("declarations_by_origin")

    expect(desktop.get_by_role("heading", level=2).first).to_have_text("By origin (declarations)")
    assert "only=" not in desktop.url
    expect(desktop.get_by_label("Keep only")).to_have_count(0)
