import pytest
from playwright.sync_api import Page

from tests.factories import articles
from tests.fixtures.browser import assert_accessible, assert_fits
from vigie.publishing.enums import Kind

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


SECTIONS = ("", "articles/", "articles/one/", "good-practice/", "good-practice/two/")
NOTICES = ("observatory/", "legal/", "personal-data/", "accessibility/")


@pytest.fixture
def some_articles(db: None) -> None:  # noqa: ARG001 - needed
    words = {"en": articles.text(body="# A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> c\n\n`d`")}
    articles.revised(articles.published("en", realm="demo", slug="one"), words, "A table.")
    articles.published("fr", kind=Kind.GOOD_PRACTICE, realm="demo", slug="two")


@pytest.mark.usefixtures("published", "some_articles")
@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_articles_and_notices_break_no_rule_of_accessibility(
    screen: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(screen)

    for path in (*SECTIONS, *NOTICES):
        page.goto(f"/en/{path}")
        assert_fits(page)
        assert_accessible(page)
