"""A declaration is told to the region's agency, whose officer reads, opens and acknowledges it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.factories import cases, notices
from tests.fixtures.browser import DESKTOP, PHONE, assert_accessible, assert_fits
from tests.surfaces.desk.conftest import SignedIn
from tests.surfaces.desk.pages import page as address
from vigie.accounts.enums import Role
from vigie.incidents.models import Notice

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[..., Page]


@pytest.fixture
def sit_down(open_browser: Open, live_server: LiveServer) -> Callable[..., Page]:
    """Return a page of somebody signed in."""

    def page_of(role: Role, **options: object) -> Page:
        person: dict[str, Any] = (
            {"authority": "ars", "regions": ["53"]} if role == Role.AUTHORITY else {}
        )
        who = SignedIn(cases.person(role, **person))
        page = open_browser(**options)
        cookie = who.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )
        return page

    return page_of


def test_from_the_analyst_s_click_to_the_authority_s_reference(
    sit_down: Callable[..., Page],
) -> None:
    incident = notices.case_of(notices.declared(cross_border="yes"))
    elsewhere = notices.told(notices.case_of(notices.declared(region="76")))

    analyst = sit_down(Role.ANALYST)
    analyst.goto(address("case", incident.reference))
    expect(analyst.get_by_text("Cross-border")).to_be_visible()
    analyst.get_by_role("link", name="Authorities").click()
    assert_accessible(analyst)
    card = analyst.get_by_role("article", name="Regional health agency (ARS) — Brittany").first
    expect(card.get_by_text("Who declares (sealed)")).to_be_visible()
    card.get_by_role("button", name="Send the notice").click()
    expect(analyst.get_by_text("The declarant sees it")).to_be_visible()
    assert_accessible(analyst)
    notice = Notice.objects.get(incident=incident)

    officer = sit_down(Role.AUTHORITY, viewport=PHONE, has_touch=True)
    officer.goto(address("home"))
    expect(officer.get_by_text("1 notice.")).to_be_visible()
    assert_accessible(officer)
    assert_fits(officer)
    officer.get_by_role("link", name=notice.reference).click()
    expect(officer.get_by_text("canari-narration")).not_to_be_visible()
    assert_accessible(officer)
    assert_fits(officer)
    officer.get_by_role("button", name="Open what is granted").click()
    expect(officer.get_by_text("canari-narration")).to_be_visible()
    assert_accessible(officer)
    assert_fits(officer)
    with officer.expect_download() as download:
        officer.get_by_role("button", name="Save as PDF").click()
    assert download.value.suggested_filename == f"{notice.reference}.pdf"
    officer.get_by_role("button", name="Acknowledge this notice").click()
    expect(officer.get_by_role("heading", name="1 thing to correct")).to_be_visible()
    assert_accessible(officer)
    assert_fits(officer)
    officer.get_by_label("Your reference").fill("ARS-53-2026-7")
    officer.get_by_role("button", name="Acknowledge this notice").click()
    expect(officer.get_by_text("under the reference ARS-53-2026-7")).to_be_visible()
    answer = officer.goto(address("notice", elsewhere.reference))
    assert answer is not None
    assert answer.status == 404

    analyst.goto(address("case_notices", incident.reference))
    expect(analyst.get_by_text("ARS-53-2026-7")).to_be_visible()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_the_pages_of_whom_to_tell_fit_and_are_accessible(
    sit_down: Callable[..., Page], viewport: dict[str, int]
) -> None:
    incident = notices.case_of(notices.declared(region=""))
    page = sit_down(Role.DUTY_LEAD, viewport=viewport)
    page.goto(address("case_notices", incident.reference))
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert_accessible(page)
    assert_fits(page)
    page.get_by_role("article", name="Regional").get_by_role(
        "button", name="Send the notice"
    ).first.click()
    expect(page.get_by_role("heading", name="1 thing to correct")).to_be_visible()
    assert_accessible(page)
    page.goto(address("authorities"))
    page.get_by_label("Authority").select_option("ars")
    page.get_by_label("E-mail address").fill("veille@ars.example")
    page.get_by_role("button", name="Add").click()
    expect(page.get_by_text("veille@ars.example").first).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


def test_everything_works_without_a_script(sit_down: Callable[..., Page]) -> None:
    notice = notices.told(notices.case_of(notices.declared()))
    officer = sit_down(Role.AUTHORITY, java_script_enabled=False, viewport=PHONE)
    officer.goto(address("notice", notice.reference))
    officer.get_by_role("button", name="Open what is granted").click()
    expect(officer.get_by_text("canari-narration")).to_be_visible()
    officer.get_by_label("Your reference").fill("ARS-1")
    officer.get_by_role("button", name="Acknowledge this notice").click()
    expect(officer.get_by_text("under the reference ARS-1")).to_be_visible()
