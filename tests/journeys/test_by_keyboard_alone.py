"""A case from the queue to its closing, and an answer to the declarant, without a mouse."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.factories.duty import declared
from tests.fixtures.people import SignInBrowser
from tests.journeys.keyboard import press_on, tab_to, write_in
from tests.surfaces.desk.pages import page as desk
from vigie.accounts.enums import Role
from vigie.core import outbox
from vigie.incidents.models import Incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def choose(page: Page, question: str, answer: str) -> None:
    """Go to a question by Tab and to an answer by the arrows, from whichever is chosen first."""
    choices = page.locator(f"[name={question}]")
    checked = page.locator(f"[name={question}]:checked")
    tab_to(page, checked if checked.count() else choices.first)
    page.keyboard.press("Space")
    wanted = page.locator(f"[name={question}][value={answer}]")
    for _ in range(choices.count()):
        if wanted.is_checked():
            return
        page.keyboard.press("ArrowDown")
    expect(wanted).to_be_checked()


def test_from_the_queue_to_the_closed_case(data_folder: Path, browser_as: SignInBrowser) -> None:
    assert data_folder.exists()
    reference = declared().reference
    outbox.drain()
    page = browser_as(Role.ANALYST)
    page.goto("/en/desk/queue/")

    press_on(page, page.locator(f"main a[href^='{desk('declaration', reference)}']").first)
    press_on(page, page.get_by_role("button", name="Open what is sealed"))
    press_on(page, page.get_by_role("button", name="Open a case and lead it"))
    choose(page, "in_scope", "yes")
    write_in(page, page.locator("[name=origin]"), "Malicious")
    write_in(page, page.locator("[name=severity]"), "Major")
    choose(page, "significant", "no")
    write_in(page, page.locator("[name=support_given]"), "Advice")
    press_on(page, page.get_by_role("button", name="Save and close the case"))
    expect(page.get_by_role("button", name="Reopen the case")).to_be_visible()
    assert Incident.objects.get().closed_at is not None

    tabs = page.get_by_role("navigation", name="This case")
    press_on(page, tabs.get_by_role("link", name="Messages"))
    write_in(page, page.get_by_role("textbox", name="Message"), "It is over: thank you.")
    press_on(page, page.get_by_role("button", name="Send the message"))
    expect(page.get_by_text("Message sent to 1 declarant.")).to_be_visible()
