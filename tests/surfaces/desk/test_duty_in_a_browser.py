"""The duty by hand: on a phone without scripts at night, and on the duty lead's screen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import cases
from tests.factories import duty as nights
from tests.fixtures.browser import assert_accessible, assert_fits
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page as address
from tests.surfaces.desk.test_in_a_browser import sit_down
from vigie.accounts.enums import Role
from vigie.incidents.models import DutyPage
from vigie.incidents.services import duty

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_woken_at_night_one_answers_on_a_phone(
    phone_without_javascript: Page, live_server: LiveServer, analyst: SignedIn
) -> None:
    page = phone_without_javascript
    nights.on_duty(analyst.user)
    waiting = nights.woken()
    sit_down(page, live_server, analyst)
    page.goto(address("duty_page", waiting.reference))
    assert_fits(page)
    page.locator("main").get_by_role("button", name="I answer", exact=True).click()
    expect(page.get_by_text("You have answered this page.")).to_be_visible()
    assert_fits(page)
    assert DutyPage.objects.get().acknowledged_by == analyst.user


def test_a_shift_is_handed_over_on_a_phone(
    phone_without_javascript: Page,
    live_server: LiveServer,
    analyst: SignedIn,
    colleague: SignedIn,
) -> None:
    page = phone_without_javascript
    duty.hand_over("canari-releve", actor=colleague.user)
    sit_down(page, live_server, analyst)
    page.goto(address("duty"))
    assert_fits(page)
    page.get_by_role("button", name="Open this note").click()
    expect(page.get_by_text("canari-releve")).to_be_visible()
    assert_fits(page)
    page.get_by_role("button", name="I take over").click()
    expect(page.get_by_text("You have taken over.")).to_be_visible()
    page.get_by_label("Phone number for calls").fill("06")
    page.get_by_role("button", name="Record how I am called").click()
    expect(page.get_by_role("heading", name="1 thing to correct")).to_be_visible()
    assert_fits(page)


@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_every_page_of_the_duty_is_accessible(
    request: pytest.FixtureRequest,
    live_server: LiveServer,
    sign_in: Callable[..., SignedIn],
    screen: str,
) -> None:
    page: Page = request.getfixturevalue(screen)
    lead = sign_in(Role.DUTY_LEAD, name="Dee Lead")
    person = cases.person(name="Ana Other")
    nights.on_duty(person, line=1)
    nights.on_duty(person, line=2)
    duty.hand_over("canari-releve", actor=person)
    answered, waiting = nights.woken(), nights.woken()
    duty.acknowledge(answered, actor=person)
    drill = duty.start_drill(actor=lead.user)
    sit_down(page, live_server, lead)
    for shown in (
        address("queue"),
        address("duty"),
        address("duty_pages"),
        address("duty_page", waiting.reference),
        address("duty_page", answered.reference),
        address("duty_page", drill.reference),
    ):
        page.goto(shown)
        assert_accessible(page)
        assert_fits(page)
    page.goto(address("duty"))
    page.get_by_role("button", name="Add this shift").click()
    expect(page.get_by_role("heading", name="things to correct")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
