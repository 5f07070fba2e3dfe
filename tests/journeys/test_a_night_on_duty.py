"""Two in the morning, ransomware: somebody is woken, answers, helps, writes, and closes.

From the declaration on a phone to the closed case, with the support and the messages both ways.
The declarant's browser runs no script.
"""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core import mail
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.factories import duty as nights
from tests.fixtures.browser import PHONE, assert_accessible, assert_fits
from tests.fixtures.people import SignInBrowser
from tests.journeys.declarant import (
    NARRATIVE,
    answer_eight_questions,
    choose,
    reference_and_code,
    send,
)
from tests.surfaces.desk.pages import page as desk
from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.core import outbox
from vigie.incidents.models import DutyPage, Incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ON_OUR_WAY = "We call you back within ten minutes."
BACKUPS = "The backups are on tape, off line."


@pytest.fixture
def house(settings: Settings, data_folder: Path) -> None:
    """A house that speaks English, and writes where the desk is."""
    assert data_folder.exists()
    settings.LANGUAGE_CODE = "en"
    settings.VIGIE_DESK_URL = "https://desk.example"
    settings.VIGIE_DUTY_EMAIL = ""


def declare_with_help(phone: Page) -> str:
    """Declare what wakes somebody: patients in danger, help wanted on site, at once."""
    phone.goto("/en/declare/")
    answer_eight_questions(phone)
    choose(phone, "endangerment", "proven")
    phone.locator("[name=help_wanted]").select_option("on_site")
    phone.locator("[name=help_urgency]").select_option("immediate")
    send(phone)
    reference, _code = reference_and_code(phone)
    return reference


def answer_the_page(analyst: Page, reference: str) -> None:
    """Follow the link of the mail that woke, say that one answers, and read."""
    outbox.drain()
    woke = next(each for each in mail.outbox if reference in each.body and "GRAVE" in each.subject)
    assert NARRATIVE not in woke.body
    address = re.search(r"https://desk\.example(\S+)", str(woke.body))
    assert address is not None
    analyst.goto(address[1])
    assert_accessible(analyst)
    assert_fits(analyst)
    analyst.locator("main").get_by_role("button", name="I answer", exact=True).click()
    expect(analyst.get_by_text("You have answered this page.")).to_be_visible()
    analyst.get_by_role("link", name="Read the declaration").click()
    analyst.get_by_role("button", name="Open what is sealed").click()
    expect(analyst.get_by_text(NARRATIVE.splitlines()[0])).to_be_visible()
    analyst.get_by_role("button", name="Open a case and lead it").click()
    expect(analyst.get_by_role("heading", name="Qualification")).to_be_visible()
    assert_fits(analyst)


def go_to(analyst: Page, tab: str) -> None:
    """Go to another page of the case."""
    tabs = analyst.get_by_role("navigation", name="This case")
    tabs.get_by_role("link", name=tab, exact=True).click()
    expect(tabs.locator("[aria-current=page]")).to_have_text(tab)


def apply_the_playbook(analyst: Page) -> None:
    """Take the tasks of the playbook that fits, and do the first."""
    go_to(analyst, "Tasks")
    analyst.get_by_role("button", name="Apply this playbook").click()
    to_do = analyst.get_by_role("heading", name=re.compile(r"[1-9]\d* tasks to do"))
    expect(to_do).to_be_visible()
    assert_fits(analyst)
    analyst.get_by_role("button", name="Done", exact=True).first.click()
    expect(analyst.get_by_role("heading", name="1 task done or dropped")).to_be_visible()


def move_support(analyst: Page, step: str) -> None:
    """Move the only request on by one step."""
    analyst.get_by_text("Move it on", exact=True).first.click()
    analyst.get_by_text(step, exact=True).last.click()
    analyst.get_by_role("button", name="Move it on").click()
    expect(analyst.locator(".dk-support .fr-badge", has_text=step)).to_be_visible()


def write(page: Page, field: str, words: str) -> None:
    """Write a message, at the desk or at home."""
    page.get_by_role("textbox", name=field).fill(words)
    page.get_by_role("button", name="Send the message").click()


def close(analyst: Page) -> None:
    """Qualify, and close what is over."""
    go_to(analyst, "Qualification")
    analyst.get_by_text("In scope", exact=True).click()
    analyst.locator("[name=origin]").select_option("malicious")
    analyst.locator("[name=severity]").select_option("major")
    analyst.get_by_text("Significant", exact=True).click()
    analyst.locator("[name=support_given]").select_option("on_site")
    analyst.get_by_role("button", name="Save and close the case").click()
    expect(analyst.get_by_role("button", name="Reopen the case")).to_be_visible()
    assert_accessible(analyst)


@pytest.mark.usefixtures("house")
def test_from_the_first_alert_to_the_closed_case(
    open_browser: Callable[..., Page], browser_as: SignInBrowser
) -> None:
    analyst = browser_as(Role.ANALYST, viewport=PHONE, has_touch=True)
    awake = User.objects.get()
    nights.on_duty(awake)
    phone = open_browser(viewport=PHONE, has_touch=True, java_script_enabled=False)

    reference = declare_with_help(phone)
    answer_the_page(analyst, reference)
    assert DutyPage.objects.get().acknowledged_by == awake
    incident = Incident.objects.get()
    analyst.set_viewport_size({"width": 1280, "height": 800})
    apply_the_playbook(analyst)

    go_to(analyst, "Support")
    move_support(analyst, "Offered")
    go_to(analyst, "Messages")
    write(analyst, "Message", ON_OUR_WAY)
    expect(analyst.get_by_text("Message sent to 1 declarant.")).to_be_visible()

    phone.goto("/en/follow/declaration/")
    expect(phone.get_by_text(ON_OUR_WAY)).to_be_visible()
    phone.get_by_role("button", name="Accept this help").click()
    expect(phone.get_by_text("You accepted. The CSIRT is told.")).to_be_visible()
    write(phone, "Your message", BACKUPS)
    expect(phone.get_by_text("Your message has been sent")).to_be_visible()
    assert_fits(phone)
    outbox.drain()

    analyst.goto(desk("case_messages", incident.reference))
    analyst.get_by_role("button", name="Open the messages of").click()
    expect(analyst.get_by_text(BACKUPS)).to_be_visible()
    go_to(analyst, "Support")
    move_support(analyst, "Under way")
    move_support(analyst, "Ended")
    close(analyst)

    phone.goto("/en/follow/declaration/")
    expect(phone.get_by_text("Closed", exact=True)).to_be_visible()
    assert_fits(phone)
    outbox.drain()
    assert not any(secret in each.body for each in mail.outbox for secret in (ON_OUR_WAY, BACKUPS))
