"""Notes, timeline and indicators by hand: on a phone without scripts, held against axe-core."""

import pytest
from playwright.sync_api import expect

from tests.factories import cases
from tests.fixtures.browser import PHONE, assert_accessible, assert_fits
from tests.fixtures.people import SignInBrowser
from tests.surfaces.desk.pages import page as address
from vigie.accounts.enums import Role
from vigie.incidents import services
from vigie.incidents.models import Incident
from vigie.incidents.services import Marking, Occurrence
from vigie.taxonomy.codes import DatePrecision

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

DESKTOP = {"width": 1280, "height": 800}
LONG = "https://evil-host.net/" + "a" * 300


def written_case() -> Incident:
    """Return a case with notes and indicators of every sort."""
    incident, other = cases.open_case(), cases.open_case()
    at = Occurrence(cases.RECEIVED, DatePrecision.DAY, "UTC")
    first = services.write_note(incident, "What was seen", occurred=at, actor=cases.person())
    services.write_note(incident, "What was meant", corrects=first, actor=cases.person())
    marking = Marking(tlp="AMBER+STRICT", pap="GREEN", comment="Seen in the proxy's logs")
    for each in (incident, other):
        services.add_indicators(each, [("url", LONG), ("ipv4", "192.0.2.1")], marking, actor=None)
    return incident


def test_a_note_and_an_indicator_on_a_phone(browser_as: SignInBrowser) -> None:
    page = browser_as(Role.ANALYST, viewport=PHONE, has_touch=True, java_script_enabled=False)
    incident = cases.open_case()
    incident.reference = "INC-MWMW-WMWM"
    incident.save()
    page.goto(address("timeline", incident.reference))
    page.get_by_label("What you note").fill("The VPN was open")
    page.get_by_label("Day it happened").fill("2026-03-04")
    page.get_by_label("Time, if it is known").fill("23:30")
    page.get_by_role("button", name="Note it").click()
    page.get_by_role("button", name="Open the notes").click()
    expect(page.get_by_text("The VPN was open")).to_be_visible()
    assert_fits(page)

    page.get_by_role("link", name="Indicators").click()
    page.get_by_label("Text to search").fill("hxxps://evil-host[.]net/x from 10.0.0.1")
    page.get_by_role("button", name="Search for indicators").click()
    expect(page.get_by_role("heading", name="3 indicators found")).to_be_visible()
    expect(page.get_by_label("10[.]0[.]0[.]1")).not_to_be_checked()
    assert_fits(page)
    page.get_by_role("button", name="Keep those chosen").click()
    expect(page.get_by_text("2 indicators kept.")).to_be_visible()
    assert_fits(page)


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_every_page_is_accessible(browser_as: SignInBrowser, viewport: dict[str, int]) -> None:
    page = browser_as(Role.ANALYST, viewport=viewport)
    incident = written_case()
    page.goto(address("timeline", incident.reference))
    assert_accessible(page)
    page.get_by_role("button", name="Open the notes").click()
    expect(page.get_by_text("What was meant")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("link", name="Correct it").first.click()
    assert_accessible(page)

    page.goto(address("indicators", incident.reference))
    page.get_by_role("button", name="Open what is said of them").click()
    assert_accessible(page)
    assert_fits(page)
    page.get_by_label("Text to search").fill(f"{LONG} evil-other.net 10.0.0.1 {'A' * 3000}")
    page.get_by_role("button", name="Search for indicators").click()
    expect(page.get_by_text("were not searched")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


def test_mistakes_are_accessible(browser_as: SignInBrowser) -> None:
    page = browser_as(Role.ANALYST)
    incident = cases.open_case()
    page.goto(address("timeline", incident.reference))
    page.get_by_role("button", name="Note it").click()
    expect(page.get_by_role("heading", name="1 thing to correct")).to_be_visible()
    assert_accessible(page)
    page.goto(address("indicators", incident.reference))
    page.get_by_role("button", name="Search for indicators").click()
    expect(page.get_by_role("heading", name="1 thing to correct")).to_be_visible()
    assert_accessible(page)
