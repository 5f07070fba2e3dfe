"""A provider fails, fifty customers declare: one incident, handled once, over for all of them."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.factories.declarations import facts, submission
from tests.fixtures.browser import PHONE, assert_accessible, assert_fits
from tests.fixtures.people import SignInBrowser
from tests.surfaces.desk.pages import page as desk
from vigie.accounts.enums import Role
from vigie.core import codes
from vigie.declarations.models import Receipt
from vigie.declarations.services import DeclaredStructure, receive
from vigie.incidents.models import Incident, Qualification

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CUSTOMERS = 50
LANGUAGES = ("fr", "es")
TOLD = {
    "fr": "Nébulis rétablit le service ce soir. Restez sur papier jusque-là.",
    "es": "Nébulis restablece el servicio esta noche. Sigan en papel hasta entonces.",
}
ANSWER = "Seguimos en papel, sin pacientes en peligro."
SPELLINGS = ("Nébulis Hébergement SAS", "NEBULIS HEBERGEMENT", "nébulis hébergement")


class Way(NamedTuple):
    """What a declarant comes back with."""

    reference: str
    code: str


def fifty_customers_declare() -> dict[str, Way]:
    """Declare, and return how the first who speaks each language comes back."""
    ways: dict[str, Way] = {}
    first = timezone.now() - timedelta(hours=6)
    for number in range(CUSTOMERS):
        at = first + timedelta(minutes=5 * number)
        language, code = LANGUAGES[number % len(LANGUAGES)], codes.new_code()
        receipt = receive(
            submission(
                language=language,
                structure=DeclaredStructure(name=f"Clinique n° {number:02}", town="Rennes"),
                facts=facts(
                    kind="provider_failure",
                    origin="not_malicious",
                    detected_at=at - timedelta(minutes=30),
                    provider=SPELLINGS[number % len(SPELLINGS)],
                ),
            ),
            code=code,
            realm="live",
            received_at=at,
        )
        ways.setdefault(language, Way(receipt.reference, code))
    return ways


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


def tell_all_fifty(page: Page) -> None:
    page.get_by_role("link", name="Messages", exact=True).click()
    expect(page.get_by_text("All declarants of the case (50)")).to_be_visible()
    page.locator("label", has_text="All declarants of the case (50)").click()
    for language, words in TOLD.items():
        page.locator(f"[name=body_{language}]").fill(words)
    page.get_by_role("button", name="Send the message").click()
    expect(page.get_by_text("Message sent to 50 declarants.")).to_be_visible()


def come_back(page: Page, language: str, way: Way) -> None:
    """Open the declaration with its code, in one's own language, and read what was written."""
    page.goto(f"/{language}/follow/")
    page.locator("[name=reference]").fill(way.reference)
    page.locator("[name=code]").fill(way.code)
    page.locator("#follow button[type=submit]").click()
    expect(page.locator("h1")).to_contain_text(way.reference)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_text(TOLD[language])).to_be_visible()
    for other in TOLD.keys() - {language}:
        expect(page.get_by_text(TOLD[other])).to_have_count(0)
    assert_accessible(page)
    assert_fits(page)


def answer(page: Page) -> None:
    page.get_by_label("Su mensaje").fill(ANSWER)
    page.get_by_role("button", name="Enviar el mensaje").click()
    expect(page.get_by_text(ANSWER)).to_be_visible()


def read_the_answer(page: Page, case: str, way: Way) -> None:
    page.goto(desk("cases") + "?show=messages")
    expect(page.get_by_text("New message", exact=True)).to_be_visible()
    page.goto(desk("case_messages", case))
    page.get_by_role("button", name=f"Open the messages of {way.reference}").click()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    page.goto(desk("case", case))
    expect(page.get_by_role("heading", name="50 declarations")).to_be_visible()


def qualify_and_close(page: Page) -> None:
    expect(page.get_by_label("Provider at the origin, stored in clear")).to_have_value(SPELLINGS[0])
    page.get_by_text("In scope", exact=True).click()
    page.locator("[name=severity]").select_option("major")
    page.get_by_text("Significant", exact=True).click()
    page.locator("[name=support_given]").select_option("advice")
    page.get_by_role("button", name="Save and close the case").click()
    expect(page.get_by_role("button", name="Reopen the case")).to_be_visible()


def test_one_case_from_the_first_declaration_to_the_last_answer(
    data_folder: Path, browser_as: SignInBrowser, open_browser: Callable[..., Page]
) -> None:
    assert data_folder.exists()
    ways = fifty_customers_declare()
    page = browser_as(Role.ANALYST)

    gather(page)
    tell_all_fifty(page)
    customers = {each: open_browser(viewport=PHONE, has_touch=True) for each in ways}
    for language, customer in customers.items():
        come_back(customer, language, ways[language])
    answer(customers["es"])
    read_the_answer(page, Incident.objects.get().reference, ways["es"])
    qualify_and_close(page)

    assert Incident.objects.count() == 1
    assert Qualification.objects.count() == 1
    assert list(Receipt.objects.values_list("state", flat=True)) == ["closed"] * CUSTOMERS
