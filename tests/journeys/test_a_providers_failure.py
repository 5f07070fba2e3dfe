"""A provider fails, fifty customers declare: one incident, handled once, over for all of them."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.factories.declarations import facts, submission
from tests.fixtures.browser import assert_accessible, assert_fits
from tests.fixtures.people import SignInBrowser
from vigie.accounts.enums import Role
from vigie.core import codes
from vigie.declarations.models import Receipt
from vigie.declarations.services import DeclaredStructure, receive
from vigie.incidents.models import Incident, Qualification

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CUSTOMERS = 50
SPELLINGS = ("Nébulis Hébergement SAS", "NEBULIS HEBERGEMENT", "nébulis hébergement")


def fifty_customers_declare() -> None:
    first = timezone.now() - timedelta(hours=6)
    for number in range(CUSTOMERS):
        at = first + timedelta(minutes=5 * number)
        receive(
            submission(
                structure=DeclaredStructure(name=f"Clinique n° {number:02}", town="Rennes"),
                facts=facts(
                    kind="provider_failure",
                    origin="not_malicious",
                    detected_at=at - timedelta(minutes=30),
                    provider=SPELLINGS[number % len(SPELLINGS)],
                ),
            ),
            code=codes.new_code(),
            realm="live",
            received_at=at,
        )


def gather(page: Page) -> None:
    """Take one, see that others look like it, and open one case for all."""
    page.goto("/en/desk/queue/")
    page.get_by_role("link", name="Clinique n° 00").click()
    expect(page.get_by_text("49 other declarations that wait")).to_be_visible()
    expect(page.get_by_text("Same provider").first).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("button", name="Open one case for this one and all 49 shown").click()
    expect(page.get_by_text("49 declarations taken into this case")).to_be_visible()
    expect(page.get_by_role("heading", name="50 declarations")).to_be_visible()
    assert_accessible(page)


def qualify_and_close(page: Page) -> None:
    expect(page.get_by_label("Provider at the origin, stored in clear")).to_have_value(SPELLINGS[0])
    page.get_by_text("In scope", exact=True).click()
    page.locator("[name=severity]").select_option("major")
    page.get_by_text("Significant", exact=True).click()
    page.locator("[name=support_given]").select_option("advice")
    page.get_by_role("button", name="Save and close the case").click()
    expect(page.get_by_role("button", name="Reopen the case")).to_be_visible()


def test_one_case_from_the_first_declaration_to_the_last_answer(
    data_folder: Path, browser_as: SignInBrowser
) -> None:
    assert data_folder.exists()
    fifty_customers_declare()
    page = browser_as(Role.ANALYST)

    gather(page)
    qualify_and_close(page)

    assert Incident.objects.count() == 1
    assert Qualification.objects.count() == 1
    assert list(Receipt.objects.values_list("state", flat=True)) == ["closed"] * CUSTOMERS
