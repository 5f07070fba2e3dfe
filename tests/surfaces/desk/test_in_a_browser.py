"""The desk by hand: on a phone without scripts, and on an analyst's screen."""

from collections.abc import Callable
from pathlib import Path
from time import time

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import cases
from tests.factories.declarations import submission
from tests.fixtures.browser import assert_accessible, assert_fits
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page as address
from vigie.accounts.adapter import PROVED_AT
from vigie.accounts.enums import Role
from vigie.core import codes
from vigie.declarations.services import receive
from vigie.incidents import services
from vigie.incidents.models import Qualification

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def sit_down(page: Page, live_server: LiveServer, who: SignedIn) -> None:
    """Give the browser the session of somebody who signed in."""
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [{"name": name, "value": who.cookies[name].value, "url": live_server.url}]
    )


def test_from_the_queue_to_a_closed_case_on_a_phone(
    phone_without_javascript: Page, live_server: LiveServer, analyst: SignedIn
) -> None:
    page = phone_without_javascript
    receive(submission(), code=codes.new_code(), realm="live")
    sit_down(page, live_server, analyst)

    page.goto(address("queue"))
    assert_fits(page)
    page.get_by_role("link", name="Centre hospitalier des Essais").click()
    page.get_by_role("button", name="Open what is sealed").click()
    expect(page.get_by_text("canari-narration")).to_be_visible()
    assert_fits(page)
    page.get_by_role("button", name="Open a case and lead it").click()

    assert_fits(page)
    page.get_by_text("In scope", exact=True).click()
    page.get_by_label("Severity").select_option("major")
    page.get_by_text("Not significant", exact=True).click()
    page.get_by_role("button", name="Save the qualification").click()
    expect(page.get_by_role("heading", name="1 thing to correct")).to_be_visible()
    page.get_by_label("Support given").select_option("advice")
    page.get_by_role("button", name="Save and close the case").click()

    expect(page.get_by_role("button", name="Reopen the case")).to_be_visible()
    assert Qualification.objects.get().severity == "major"


def test_every_page_is_accessible(
    desktop: Page, live_server: LiveServer, analyst: SignedIn, colleague: SignedIn
) -> None:
    receipt = receive(submission(), code=codes.new_code(), realm="live")
    incident = cases.open_case(analyst.user, help_wanted="on_site")
    closed = cases.closed_case(colleague.user)
    sit_down(desktop, live_server, analyst)
    for shown in (
        address("queue"),
        address("declarations"),
        address("declaration", receipt.reference),
        address("cases"),
        address("case", incident.reference),
        address("case", closed.reference),
        address("support", incident.reference),
        address("support_waiting"),
    ):
        desktop.goto(shown)
        desktop.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
        assert_accessible(desktop)
        assert_fits(desktop)


@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_live_figures_and_their_release_are_accessible(
    request: pytest.FixtureRequest,
    live_server: LiveServer,
    sign_in: Callable[..., SignedIn],
    data_folder: Path,
    screen: str,
) -> None:
    assert data_folder.exists()
    cases.waiting()
    page: Page = request.getfixturevalue(screen)
    sit_down(page, live_server, sign_in(Role.STATISTICIAN))
    page.goto(address("figures"))
    page.get_by_role("button", name="Release these figures").click()
    expect(page.get_by_text("(version 1)")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert_accessible(page)
    assert_fits(page)


def test_a_mistake_and_a_stale_form_are_accessible(
    desktop: Page, live_server: LiveServer, analyst: SignedIn, colleague: SignedIn
) -> None:
    incident = cases.open_case(analyst.user)
    sit_down(desktop, live_server, analyst)
    desktop.goto(address("case", incident.reference))
    desktop.get_by_role("button", name="Save the qualification").click()
    assert_accessible(desktop)

    services.qualify(incident, cases.values(), revision=None, actor=colleague.user)
    desktop.get_by_text("In scope", exact=True).click()
    desktop.get_by_label("Severity").select_option("critical")
    desktop.get_by_text("Not significant", exact=True).click()
    desktop.get_by_label("Support given").select_option("advice")
    desktop.get_by_role("button", name="Save the qualification").click()
    expect(desktop.get_by_text("saved while you typed")).to_be_visible()
    expect(desktop.get_by_label("Severity")).to_have_value("critical")
    assert_accessible(desktop)


def test_the_queue_says_by_itself_that_something_came(
    desktop: Page, live_server: LiveServer, analyst: SignedIn
) -> None:
    sit_down(desktop, live_server, analyst)
    desktop.clock.install()
    desktop.goto(address("queue"))
    cases.waiting()
    desktop.clock.run_for(31_000)
    expect(desktop.get_by_text("1 declaration has come")).to_be_visible()


@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_the_pages_of_accounts_are_accessible(
    request: pytest.FixtureRequest,
    live_server: LiveServer,
    sign_in: Callable[..., SignedIn],
    screen: str,
) -> None:
    ada = sign_in(Role.ADMINISTRATOR, name="Ada Min")
    cases.person(name="Léa Roux")
    session = ada.session
    session[PROVED_AT] = int(time())
    session.save()
    page: Page = request.getfixturevalue(screen)
    sit_down(page, live_server, ada)
    page.goto(address("people"))
    page.get_by_role("link", name="Enter the elevated mode").click()
    assert_accessible(page)
    page.get_by_role("button", name="Enter the elevated mode").click()
    page.get_by_role("link", name="Ask for a new account").click()
    page.get_by_label("E-mail address").fill("zoe@example.org")
    page.get_by_label("First and last name").fill("Zoé Petit")
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Ask for this account").click()
    expect(page.get_by_role("heading", name="An opening code to tell")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("link", name="Back to people").click()
    expect(page.get_by_text("1 request to decide")).to_be_visible()
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert_fits(page)
    assert_accessible(page)
    page.goto("/en/accounts/sessions/")
    assert_fits(page)
    assert_accessible(page)
