import pytest
from playwright.sync_api import Page

from tests.fixtures.browser import assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_home_page_is_accessible_on_a_phone_without_javascript(
    phone_without_javascript: Page,
) -> None:
    phone_without_javascript.goto("/")

    assert_fits(phone_without_javascript)
    assert phone_without_javascript.locator("h1").is_visible()


@pytest.mark.parametrize("path", ["/en/", "/en/figures/"])
def test_public_pages_hold_on_a_phone_and_break_no_rule_of_accessibility(
    phone: Page, path: str
) -> None:
    phone.goto(path)

    assert_fits(phone)
    assert_accessible(phone)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_the_key_figures_break_no_rule_of_accessibility(
    screen: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(screen)

    page.goto("/en/figures/2019/")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")

    assert page.locator("figure img").evaluate("image => image.naturalWidth") > 0
    assert_fits(page)
    assert_accessible(page)
