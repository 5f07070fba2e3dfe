"""The deadlines of a declaration by hand, on a phone and on an analyst's screen."""

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories.declarations import complement, facts, submission
from tests.fixtures.browser import assert_accessible, assert_fits
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page as address
from vigie.core import codes
from vigie.declarations.models import Receipt
from vigie.declarations.services import complete, receive, refresh_current_facts
from vigie.incidents import services

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def taken(analyst: SignedIn) -> Receipt:
    """A case with something late, something done, and something no longer owed."""
    receipt = receive(
        submission(facts=facts(data_confidentiality="yes")), code=codes.new_code(), realm="live"
    )
    changed = complement(facts=facts(data_confidentiality="yes", origin="not_malicious"))
    complete(receipt, changed, form_nonce="one", structure_kind="health_establishment")
    refresh_current_facts(receipt.declaration_id)
    services.take(receipt.declaration_id, actor=analyst.user)
    return receipt


@pytest.mark.parametrize("screen", ["phone", "desktop"])
def test_an_analyst_sees_where_deadlines_stand_and_asks_for_a_report(
    request: pytest.FixtureRequest,
    live_server: LiveServer,
    analyst: SignedIn,
    taken: Receipt,
    screen: str,
) -> None:
    page: Page = request.getfixturevalue(screen)
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies(
        [{"name": name, "value": analyst.cookies[name].value, "url": live_server.url}]
    )
    page.goto(address("declaration", taken.reference))
    owed = page.get_by_role("region", name="What the declarant owes")
    expect(owed.get_by_text("Late by")).to_be_visible()
    expect(owed.get_by_text("No longer owed since")).to_be_visible()

    owed.get_by_text("Ask for an intermediate report").click()
    assert_accessible(page)
    assert_fits(page)
    owed.get_by_label("What do you want to know?").fill("Which wards work again?")
    owed.get_by_role("button", name="Ask the declarant").click()

    expect(owed.get_by_role("button", name="Ask no more for it")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
