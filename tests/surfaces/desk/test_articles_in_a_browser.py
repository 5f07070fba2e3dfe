"""Writing and publishing in a browser: on a phone as on a large screen, by every rule."""

import pytest
from playwright.sync_api import Page

from tests.factories import articles
from tests.fixtures.browser import PHONE, assert_accessible, assert_fits, loaded
from tests.fixtures.people import SignInBrowser
from tests.surfaces.desk.pages import page as desk
from vigie.accounts.enums import Role
from vigie.publishing.models import Article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_an_alert_is_written_previewed_and_published_on_a_phone(
    browser_as: SignInBrowser,
) -> None:
    page: Page = browser_as(Role.DUTY_LEAD, viewport=PHONE, java_script_enabled=False)
    page.goto(desk("article_new"))
    assert_fits(page)
    page.fill("[name=slug]", "alert")
    page.fill("[name=en-title]", "An alert")
    page.fill("[name=en-summary]", "Call back.")
    page.fill("[name=en-body]", "# What to do\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    page.click("button[name=preview]")
    loaded(page)
    assert page.get_by_role("heading", name="What to do").is_visible()
    assert_fits(page)
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Publish what stands below").click()
    page.get_by_role("link", name="As the public reads it").click()
    loaded(page)
    assert page.get_by_role("heading", level=1).inner_text() == "An alert"
    assert_fits(page)


@pytest.mark.parametrize("screen", [{}, {"viewport": PHONE}])
def test_its_pages_break_no_rule_of_accessibility(
    browser_as: SignInBrowser, screen: dict[str, object]
) -> None:
    page = browser_as(Role.DUTY_LEAD, **screen)
    articles.revised(articles.published(slug="one"), articles.texts("en", "fr"), "Shorter.")
    articles.written("en", ready=True)
    one = str(Article.objects.get(slug="one").pk)
    for path in (desk("articles"), desk("article_new"), desk("article", one)):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert_fits(page)
        assert_accessible(page)
    page.goto(desk("article_edit", one))
    page.fill("[name=en-summary]", "")
    page.get_by_role("button", name="Save", exact=True).click()
    assert_accessible(page)
    assert_fits(page)
