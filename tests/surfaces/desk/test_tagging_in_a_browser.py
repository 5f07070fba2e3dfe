"""Tags put on and taken off, a suggestion brought back: by hand, with scripts and without."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import cases
from tests.fixtures.browser import assert_accessible, assert_fits
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page as address
from tests.surfaces.desk.test_case_declarations import PROVIDER
from tests.surfaces.desk.test_in_a_browser import sit_down
from vigie.incidents import services
from vigie.incidents.models import CaseTag, Dismissal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_tags_are_added_and_taken_off_beside_an_unsaved_qualification(
    desktop: Page, live_server: LiveServer, analyst: SignedIn
) -> None:
    incident = cases.open_case(analyst.user)
    sit_down(desktop, live_server, analyst)
    desktop.goto(address("case", incident.reference))
    summary = desktop.get_by_label("Summary")
    summary.fill("typed and not saved")
    tags = desktop.get_by_role("region", name="Tags")
    tags.get_by_label("Add tags").fill("vpn, lockbit")
    tags.get_by_role("button", name="Add").click()
    expect(tags.get_by_role("link", name="lockbit")).to_be_visible()
    tags.get_by_role("button", name="Take off “vpn”").click()
    expect(tags.get_by_role("link", name="vpn")).to_have_count(0)
    assert [each.tag for each in CaseTag.objects.all()] == ["lockbit"]
    expect(summary).to_have_value("typed and not saved")
    tags.get_by_role("button", name="Add").click()
    expect(tags.locator("#tagging .fr-error-text")).to_have_text("Type one tag at least.")
    assert_accessible(desktop)


def test_a_suggestion_set_aside_is_brought_back_on_a_phone(
    phone_without_javascript: Page, live_server: LiveServer, analyst: SignedIn
) -> None:
    page = phone_without_javascript
    one, other = cases.open_case(**PROVIDER), cases.open_case(**PROVIDER)
    services.dismiss(one, other, actor=analyst.user)
    sit_down(page, live_server, analyst)
    page.goto(address("case_related", one.reference))
    expect(page.get_by_role("link", name=f"Compare with {other.reference}")).to_have_count(0)
    page.get_by_text("Show the 1 suggestion set aside").click()
    assert_fits(page)
    page.get_by_role("button", name=f"Suggest {other.reference} again").click()
    expect(page.get_by_role("link", name=f"Compare with {other.reference}")).to_be_visible()
    assert not Dismissal.objects.exists()

    page.goto(address("case", one.reference))
    page.get_by_label("Add tags").fill("lockbit")
    page.get_by_role("region", name="Tags").get_by_role("button", name="Add").click()
    expect(page.get_by_role("button", name="Take off “lockbit”")).to_be_visible()
    assert_fits(page)
