"""The pages of programs by hand, on a phone."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import cases
from tests.fixtures.browser import assert_accessible, assert_fits
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page as address
from tests.surfaces.desk.test_in_a_browser import sit_down
from tests.surfaces.desk.test_people import elevate
from vigie.accounts.enums import Role
from vigie.subscriptions.models import Subscription

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_token_is_made_then_approved(
    phone: Page, live_server: LiveServer, sign_in: Callable[..., SignedIn]
) -> None:
    page = phone
    cases.person(name="Ana Lyst")
    sit_down(page, live_server, elevate(sign_in(Role.ADMINISTRATOR, name="Ada Min")))
    page.goto(address("tokens"))
    page.get_by_role("link", name="Make a token").click()
    expect(page.get_by_label("Name of the program")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Make this token").click()
    expect(page.get_by_role("heading", name="3 things to correct")).to_be_visible()
    page.get_by_label("Name of the program").fill("Ticketing")
    page.get_by_label("Person whose sight it has").select_option("Ana Lyst")
    page.get_by_text("Incidents", exact=True).click()
    page.get_by_role("button", name="Make this token").click()
    expect(page.get_by_role("heading", name="The token of Ticketing")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)

    sit_down(page, live_server, elevate(sign_in(Role.DUTY_LEAD, name="Dot Lead")))
    page.goto(address("tokens"))
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Approve (Ticketing)").click()
    expect(page.get_by_text("In force", exact=True)).to_be_visible()
    page.get_by_role("button", name="Revoke (Ticketing)").click()
    expect(page.get_by_text("Revoked", exact=True)).to_be_visible()
    assert_fits(page)
    assert_accessible(page)


def test_a_webhook_is_asked_for_approved_and_tried(
    phone: Page, live_server: LiveServer, sign_in: Callable[..., SignedIn]
) -> None:
    page = phone
    sit_down(page, live_server, elevate(sign_in(Role.ADMINISTRATOR, name="Ada Min")))
    page.goto(address("tokens"))
    page.get_by_role("link", name="Webhooks").click()
    page.get_by_role("link", name="Subscribe a program").click()
    expect(page.get_by_role("heading", name="Subscribe a program")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("button", name="Subscribe this program").click()
    expect(page.get_by_role("heading", name="3 things to correct")).to_be_visible()
    page.get_by_label("Name of the program").fill("Ticketing")
    page.get_by_label("Address").fill(
        "https://a-rather-long-name-of-a-machine.tickets.example.org/x"
    )
    page.get_by_text("Case opened", exact=True).click()
    page.get_by_role("button", name="Subscribe this program").click()
    expect(page.get_by_role("heading", name="The secret of Ticketing")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)

    sit_down(page, live_server, elevate(sign_in(Role.DUTY_LEAD, name="Dot Lead")))
    page.goto(address("webhooks"))
    assert_fits(page)
    assert_accessible(page)
    page.get_by_role("link", name="Ticketing").click()
    page.get_by_role("button", name="Approve").click()
    expect(page.get_by_text("In force", exact=True)).to_be_visible()
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_text("Not tried yet.")).to_be_visible()
    assert_fits(page)
    assert_accessible(page)

    Subscription.objects.update(suspended_at=timezone.now(), failing_since=timezone.now())
    page.goto(address("webhooks"))
    expect(
        page.get_by_role("heading", name="Ticketing is told of nothing any more")
    ).to_be_visible()
    assert_fits(page)
    assert_accessible(page)
