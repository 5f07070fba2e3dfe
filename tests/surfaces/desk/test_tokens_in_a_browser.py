"""The pages of programs by hand, on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import cases
from tests.fixtures.browser import assert_accessible, assert_fits
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page as address
from tests.surfaces.desk.test_in_a_browser import sit_down
from tests.surfaces.desk.test_people import elevate
from vigie.accounts.enums import Role

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
