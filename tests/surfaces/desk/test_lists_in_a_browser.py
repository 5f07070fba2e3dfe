"""The desk's lists by hand: keys, a selection that is kept, a phone without scripts."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import cases
from tests.fixtures.browser import assert_accessible, assert_fits
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page as address
from tests.surfaces.desk.test_in_a_browser import sit_down
from vigie.incidents import services
from vigie.incidents.models import Incident

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_keys_move_select_and_can_be_switched_off(
    desktop: Page, live_server: LiveServer, analyst: SignedIn
) -> None:
    first, second = (cases.waiting(structure_name=f"Hospital {rank}") for rank in range(2))
    sit_down(desktop, live_server, analyst)
    desktop.goto(address("queue"))
    for key in ("j", "j", "x"):
        desktop.keyboard.press(key)
    expect(desktop.get_by_role("link", name="Hospital 1")).to_be_focused()
    expect(desktop.locator(f"#row-{second.reference}")).to_be_checked()
    expect(desktop.locator(f"#row-{first.reference}")).not_to_be_checked()
    desktop.keyboard.press("?")
    assert_accessible(desktop)
    desktop.get_by_text("Answer to these keys").click()
    desktop.reload()
    desktop.keyboard.press("j")
    expect(desktop.get_by_role("link", name="Hospital 0")).not_to_be_focused()


def test_the_list_is_brought_up_to_date_and_keeps_what_was_selected(
    desktop: Page, live_server: LiveServer, analyst: SignedIn
) -> None:
    chosen = cases.waiting(structure_name="There before")
    sit_down(desktop, live_server, analyst)
    desktop.clock.install()
    desktop.goto(address("queue"))
    desktop.locator(f"label[for=row-{chosen.reference}]").click()
    cases.waiting(structure_name="Came meanwhile", endangerment="proven")
    desktop.clock.run_for(31_000)
    desktop.get_by_role("link", name="Show the queue again").click()
    expect(desktop.get_by_role("link", name="Came meanwhile")).to_be_visible()
    expect(desktop.locator(f"#row-{chosen.reference}")).to_be_checked()
    expect(desktop.locator("#list-said")).to_be_focused()


def test_several_are_taken_on_a_phone_without_scripts(
    phone_without_javascript: Page, live_server: LiveServer, analyst: SignedIn
) -> None:
    page = phone_without_javascript
    for _ in range(2):
        cases.waiting()
    sit_down(page, live_server, analyst)
    page.goto(address("queue"))
    assert_fits(page)
    for label in page.get_by_text("Select VIG").all():
        label.click()
    page.get_by_role("button", name="Open one case for all").click()
    expect(page.get_by_text("2 rows done.")).to_be_visible()
    assert Incident.objects.get().links.count() == 2


def test_lists_search_and_outcomes_are_accessible_and_fit(
    phone: Page, live_server: LiveServer, analyst: SignedIn, colleague: SignedIn
) -> None:
    gone = cases.waiting(help_wanted="on_site", help_urgency="immediate")
    incident = cases.open_case(help_wanted="on_site", structure_town="Annecy")
    services.index_what_is_missing()
    sit_down(phone, live_server, analyst)
    for shown in (
        f"{address('queue')}?region=53",
        f"{address('cases')}?show=help",
        f"{address('search')}?q=annecy",
        address("case", incident.reference),
    ):
        phone.goto(shown)
        assert_accessible(phone)
        assert_fits(phone)
    phone.goto(address("queue"))
    phone.locator(f"label[for=row-{gone.reference}]").click()
    services.take(gone.pk, actor=colleague.user)
    phone.get_by_role("button", name="Open a case for each").click()
    expect(phone.get_by_text("has taken it already")).to_be_visible()
    assert_accessible(phone)
    assert_fits(phone)
