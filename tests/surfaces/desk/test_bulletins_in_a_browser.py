"""A bulletin in a browser: written on a phone, published by somebody else, read by everybody."""

import pytest
from playwright.sync_api import Page

from tests.factories import bulletins
from tests.fixtures.browser import PHONE, assert_accessible, assert_fits, loaded
from tests.fixtures.people import SignInBrowser
from tests.surfaces.desk.pages import page as desk
from vigie.accounts.enums import Role
from vigie.publishing.models import Article

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_bulletin_is_written_on_a_phone_and_published_by_a_second_person(
    browser_as: SignInBrowser,
) -> None:
    writer: Page = browser_as(Role.ANALYST, viewport=PHONE, java_script_enabled=False)
    writer.goto(desk("bulletin_new"))
    assert_fits(writer)
    writer.get_by_text("Vulnerability", exact=True).click()
    writer.fill("[name=slug]", "gateway")
    writer.fill("[name=en-title]", "Gateways are attacked")
    writer.fill("[name=en-summary]", "Update at once.")
    writer.fill("[name=en-body]", "Attackers come in.")
    writer.select_option("[name=severity]", "critical")
    writer.fill("[name=products0-vendor]", "Vendor")
    writer.fill("[name=products0-name]", "Gateway")
    writer.fill("[name=vulnerabilities0-cve]", "CVE-2024-12345")
    writer.fill("[name=actions0-en]", "Install version 1.5")
    writer.get_by_role("button", name="Save", exact=True).click()
    loaded(writer)
    assert_fits(writer)
    assert not writer.get_by_role("button", name="Publish what stands below").is_visible()

    second = browser_as(Role.DUTY_LEAD)
    second.goto(desk("article", str(Article.objects.get().pk)))
    second.get_by_role("button", name="Publish what stands below").click()
    second.get_by_role("link", name="As the public reads it").click()
    loaded(second)
    assert second.get_by_role("heading", level=1).inner_text() == "Gateways are attacked"
    assert second.get_by_role("cell", name="Install version 1.5").is_visible()


@pytest.mark.parametrize("screen", [{}, {"viewport": PHONE}])
def test_its_pages_break_no_rule_of_accessibility(
    browser_as: SignInBrowser, screen: dict[str, object]
) -> None:
    page = browser_as(Role.DUTY_LEAD, **screen)
    bulletins.published(slug="one")
    bulletins.written("en", realm="live", slug="two")
    two = str(Article.objects.get(slug="two").pk)
    inside = (desk("bulletins"), desk("bulletin_new"), desk("article", two))
    for path in (*inside, desk("article_edit", two), "/en/bulletins/", "/en/bulletins/one/"):
        page.goto(path)
        assert_fits(page)
        assert_accessible(page)
