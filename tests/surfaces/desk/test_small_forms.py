"""A tag or a lead is given while a qualification is being typed: nothing typed is lost."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import cases
from tests.fixtures.browser import assert_accessible, assert_fits
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page as address
from tests.surfaces.desk.pages import text
from tests.surfaces.desk.test_in_a_browser import sit_down
from vigie.incidents import services
from vigie.incidents.models import CaseTag, Incident

HTMX = {"HX-Request": "true"}
TYPED = "Read by nobody else, not saved yet"


@pytest.mark.django_db
def test_a_script_is_answered_with_the_tags_alone(analyst: SignedIn) -> None:
    incident = cases.open_case()
    sent = {"tags": "vpn"}
    answer = analyst.post(page_of(incident, "add_tags"), sent, headers=HTMX)
    assert answer.status_code == 200
    assert "1 tag added." in text(answer)
    assert 'id="tagging"' in text(answer)
    assert "<main" not in text(answer)
    # What was said is said once.
    assert "1 tag added." not in text(analyst.get(address("case", incident.reference)))


@pytest.mark.django_db
def test_a_script_is_told_what_is_no_tag(analyst: SignedIn) -> None:
    answer = analyst.post(page_of(cases.open_case(), "add_tags"), {"tags": "!!!"}, headers=HTMX)
    assert answer.status_code == 422
    assert 'value="!!!"' in text(answer)
    assert "is not a tag" in text(answer)
    assert "<main" not in text(answer)


@pytest.mark.django_db
def test_a_script_is_told_that_the_case_was_closed(analyst: SignedIn) -> None:
    answer = analyst.post(page_of(cases.closed_case(), "add_tags"), {"tags": "vpn"}, headers=HTMX)
    assert "reopen it to change its tags" in text(answer)
    assert "<main" not in text(answer)
    assert not CaseTag.objects.exists()


def page_of(incident: Incident, name: str) -> str:
    return address(name, incident.reference)


def begin(page: Page, live_server: LiveServer, who: SignedIn, incident: Incident) -> None:
    """Type in the qualification, and save nothing."""
    sit_down(page, live_server, who)
    page.goto(address("case", incident.reference))
    page.get_by_label("Summary").fill(TYPED)


def still_typed(page: Page) -> None:
    expect(page.get_by_label("Summary")).to_have_value(TYPED)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_a_tag_comes_and_goes_while_a_qualification_is_typed(
    request: pytest.FixtureRequest, live_server: LiveServer, analyst: SignedIn, screen: str
) -> None:
    page: Page = request.getfixturevalue(screen)
    begin(page, live_server, analyst, cases.open_case(analyst.user))
    expect(page.get_by_text("save the qualification first").first).to_be_hidden()
    page.get_by_label("Add tags").fill("lockbit")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("link", name="lockbit")).to_be_visible()
    expect(page.locator("#tagging-said")).to_contain_text("1 tag added.")
    still_typed(page)
    assert_accessible(page)
    assert_fits(page)

    page.get_by_label("Add tags").fill("!!!")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_label("Add tags")).to_be_focused()
    expect(page.locator("#tagging").get_by_text("is not a tag")).to_be_visible()
    still_typed(page)
    assert_accessible(page)

    page.get_by_role("button", name="Take off “lockbit”").click()
    expect(page.locator("#tagging-said")).to_contain_text("Tag taken off.")
    expect(page.locator("#tagging-said")).to_be_focused()
    expect(page.get_by_role("link", name="lockbit")).to_have_count(0)
    still_typed(page)
    assert_accessible(page)
    assert_fits(page)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_lead_is_named_while_a_qualification_is_typed(
    desktop: Page, live_server: LiveServer, analyst: SignedIn, colleague: SignedIn
) -> None:
    incident = cases.open_case(colleague.user)
    begin(desktop, live_server, analyst, incident)
    desktop.get_by_role("button", name="Lead this case").click()
    expect(desktop.locator("#lead-choice-said")).to_contain_text("You lead this case.")
    expect(desktop.locator("#case-lead")).to_contain_text(str(analyst.user))
    desktop.get_by_label("Who leads it").select_option(str(colleague.user.pk))
    desktop.get_by_role("button", name="Give the lead").click()
    expect(desktop.locator("#case-lead")).to_contain_text(str(colleague.user))
    still_typed(desktop)
    assert_accessible(desktop)
    incident.refresh_from_db()
    assert incident.lead == colleague.user


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_somebody_signed_out_meanwhile_is_told_and_keeps_what_was_typed(
    desktop: Page, live_server: LiveServer, analyst: SignedIn
) -> None:
    begin(desktop, live_server, analyst, cases.open_case(analyst.user))
    desktop.get_by_label("Add tags").fill("lockbit")
    desktop.context.clear_cookies()
    desktop.get_by_role("button", name="Add", exact=True).click()
    expect(desktop.locator("#tagging-failed")).to_be_visible()
    expect(desktop.locator("#lead-choice-failed")).to_be_hidden()
    expect(desktop.get_by_label("Add tags")).to_have_value("lockbit")
    still_typed(desktop)
    assert not CaseTag.objects.exists()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_without_scripts_one_is_warned_before(
    phone_without_javascript: Page, live_server: LiveServer, analyst: SignedIn
) -> None:
    page = phone_without_javascript
    incident = cases.open_case(analyst.user)
    services.add_tags(incident, ["vpn"], actor=None)
    sit_down(page, live_server, analyst)
    page.goto(address("case", incident.reference))
    expect(page.get_by_text("save the qualification first").first).to_be_visible()
    page.get_by_role("button", name="Take off “vpn”").click()
    expect(page.get_by_text("Tag taken off.")).to_be_visible()
    assert_fits(page)
