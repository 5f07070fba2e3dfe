"""A declarant and an analyst write to each other, each in a real browser."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from tests.fixtures.browser import DESKTOP, PHONE, assert_accessible, assert_fits
from tests.fixtures.people import SignInBrowser
from tests.journeys.declarant import declare
from tests.surfaces.desk.pages import page as desk
from vigie.accounts.enums import Role
from vigie.core import outbox
from vigie.declarations.models import Receipt
from vigie.incidents import services
from vigie.incidents.models import Incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def a_case() -> Incident:
    return services.take(Receipt.objects.latest("received_at").declaration_id, actor=None)


@pytest.mark.parametrize("scripted", [False, True])
def test_from_a_phone_to_the_desk_and_back(
    open_browser: Callable[..., Page], browser_as: SignInBrowser, scripted: bool
) -> None:
    phone = open_browser(viewport=PHONE, has_touch=True, java_script_enabled=scripted)
    declare(phone)
    phone.goto("/en/follow/declaration/")
    phone.get_by_text("Write to the CSIRT").click()
    phone.get_by_label("Your message").fill("The backups are safe.")
    phone.get_by_role("button", name="Send the message").click()
    expect(phone.get_by_text("Your message has been sent")).to_be_visible()
    expect(phone.get_by_text("Not read by the CSIRT yet")).to_be_visible()
    assert_fits(phone)

    analyst = browser_as(Role.ANALYST, viewport=DESKTOP)
    incident = a_case()
    analyst.goto(desk("cases") + "?show=messages")
    expect(analyst.get_by_text("New message", exact=True)).to_be_visible()
    analyst.goto(desk("case_messages", incident.reference))
    analyst.get_by_role("button", name="Open the messages of").click()
    expect(analyst.get_by_text("The backups are safe.")).to_be_visible()
    analyst.get_by_label("Begin with a template").select_option("ransomware_first_steps")
    analyst.get_by_role("button", name="Fill in the message with it").click()
    text = analyst.get_by_role("textbox", name="Message")
    expect(text).to_have_value(re.compile("Isolate: cut Internet links"))
    analyst.get_by_role("button", name="Send the message").click()
    expect(analyst.get_by_text("Message sent to 1 declarant.")).to_be_visible()

    phone.goto("/en/follow/declaration/")
    expect(phone.get_by_text("1 new message from the CSIRT")).to_be_visible()
    expect(phone.get_by_text("Isolate: cut Internet links")).to_be_visible()
    assert_fits(phone)
    analyst.goto(desk("case_messages", incident.reference))
    analyst.get_by_role("button", name="Open the messages of").click()
    expect(analyst.get_by_text("Read by the declarant:")).to_be_visible()
    outbox.drain()
    assert all("backups" not in message.body for message in mail.outbox)


@pytest.mark.parametrize("screen", [PHONE, DESKTOP])
def test_both_pages_are_accessible(
    open_browser: Callable[..., Page], browser_as: SignInBrowser, screen: dict[str, int]
) -> None:
    declarant = open_browser(viewport=screen)
    declare(declarant)
    declarant.goto("/en/follow/declaration/")
    declarant.get_by_text("Write to the CSIRT").click()
    declarant.get_by_role("button", name="Send the message").click()
    expect(declarant.get_by_role("heading", name="1 thing to correct")).to_be_visible()
    assert_accessible(declarant)
    assert_fits(declarant)
    declarant.get_by_label("Your message").fill("First" * 80)
    declarant.get_by_role("button", name="Send the message").click()
    expect(declarant.get_by_text("Your message has been sent")).to_be_visible()

    analyst = browser_as(Role.ANALYST, viewport=screen)
    incident = a_case()
    analyst.goto(desk("case_messages", incident.reference) + "?template=acknowledgement")
    assert_accessible(analyst)
    assert_fits(analyst)
    with analyst.expect_navigation():
        analyst.get_by_role("button", name="Send the message").click()
    analyst.get_by_role("button", name="Open the messages of").click()
    expect(analyst.get_by_text("First" * 80)).to_be_visible()
    assert_accessible(analyst)
    assert_fits(analyst)
    declarant.goto("/en/follow/declaration/")
    assert_accessible(declarant)
    assert_fits(declarant)
    with_two = open_browser(viewport=screen)
    declare(with_two)
    services.take_into(incident, Receipt.objects.latest("received_at").declaration_id, actor=None)
    analyst.goto(desk("case_messages", incident.reference))
    with analyst.expect_navigation():
        analyst.get_by_role("button", name="Send the message").click()
    assert_accessible(analyst)
    assert_fits(analyst)
    analyst.goto(desk("declaration", Receipt.objects.earliest("received_at").reference))
    with analyst.expect_navigation():
        analyst.get_by_role("button", name="Open the messages").click()
    assert_accessible(analyst)
    assert_fits(analyst)


def test_what_was_written_after_the_page_closed_asks_only_for_the_code(desktop: Page) -> None:
    _reference, code = declare(desktop)
    desktop.goto("/en/follow/declaration/")
    desktop.get_by_text("Write to the CSIRT").click()
    desktop.get_by_label("Your message").fill("An hour of writing")
    desktop.context.clear_cookies(name="vigie_receipt")
    desktop.get_by_role("button", name="Send the message").click()
    expect(desktop.get_by_role("heading", name="Give the receipt code again")).to_be_visible()
    assert_accessible(desktop)
    assert_fits(desktop)
    desktop.get_by_role("textbox", name="Receipt code").fill(code)
    desktop.get_by_role("button", name="Send the message").click()
    expect(desktop.get_by_text("An hour of writing")).to_be_visible()
