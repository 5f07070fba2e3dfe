"""A call, by hand: on an analyst's screen, on a phone without scripts, twice clicked."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.fixtures.browser import assert_accessible, assert_fits
from tests.journeys.declarant import NARRATIVE, answer_eight_questions
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page as address
from tests.surfaces.desk.test_in_a_browser import sit_down
from vigie.declarations.models import Declaration
from vigie.declarations.selectors import open_receipt

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
GROUPS = ".dk-aloud ol .dk-spelled__group"


def code_read_out(page: Page) -> str:
    """Return the code as it stands to be read out."""
    expect(page.get_by_role("heading", name="Read this out to the declarant")).to_be_visible()
    expect(page.locator(GROUPS)).to_have_count(7)
    return "-".join(page.locator(GROUPS).all_inner_texts())


def test_from_the_queue_to_the_code_read_out_once(
    desktop: Page, live_server: LiveServer, analyst: SignedIn
) -> None:
    sit_down(desktop, live_server, analyst)
    desktop.goto(address("queue"))
    desktop.get_by_role("link", name="Declare for a caller").click()
    expect(desktop.get_by_role("heading", name="Declare for a caller")).to_be_visible()
    assert_accessible(desktop)
    desktop.get_by_label("Language of the declarant").select_option("es")
    answer_eight_questions(desktop)
    desktop.get_by_role("button", name="Send the declaration").dblclick()
    code = code_read_out(desktop)
    assert_accessible(desktop)

    row = Declaration.objects.get()
    assert (row.channel, row.typed_by, row.language) == ("phone", analyst.user, "es")
    assert open_receipt(row.reference, code) is not None
    desktop.reload()
    expect(desktop.get_by_text("The receipt code is not shown here any more")).to_be_visible()
    expect(desktop.locator(GROUPS)).to_have_count(0)
    assert_accessible(desktop)
    expect(desktop.get_by_role("heading", name="Su referencia")).to_be_visible()


def test_on_a_phone_without_scripts_nothing_typed_is_lost(
    phone_without_javascript: Page, live_server: LiveServer, analyst: SignedIn
) -> None:
    page = phone_without_javascript
    sit_down(page, live_server, analyst)
    page.goto(address("declare"))
    assert_fits(page)
    answer_eight_questions(page)
    page.locator("#id_contact_phone").fill("12")
    page.get_by_role("button", name="Send the declaration").click()
    expect(page.get_by_role("heading", name="1 thing to correct")).to_be_visible()
    expect(page.locator("#id_narrative")).to_have_value(NARRATIVE)
    assert_fits(page)
    page.locator("#id_contact_phone").fill("06 12 34 56 78")
    page.get_by_role("button", name="Send the declaration").click()
    code = code_read_out(page)
    assert_fits(page)
    expect(page).to_have_url(re.compile(r"/read-out/$"))
    assert open_receipt(Declaration.objects.get().reference, code) is not None
