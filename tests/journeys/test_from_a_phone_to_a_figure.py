"""The whole way: a night manager declares in Spanish from a phone, the CSIRT handles, the
observatory counts, and the declarant reads that it is over.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone, translation
from playwright.sync_api import Page, expect

from tests.factories import structures
from tests.fixtures.browser import PHONE, assert_accessible, assert_fits
from tests.fixtures.people import SignInBrowser
from tests.journeys.declarant import reference_and_code
from vigie.accounts.enums import Role
from vigie.taxonomy import terms

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def look_at(page: Page) -> None:
    """Hold what every page must hold, on the smallest phone too."""
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert_fits(page)
    if page.evaluate("matchMedia('(scripting: enabled)').matches"):
        assert_accessible(page)


def choose(page: Page, name: str, code: str) -> None:
    page.locator(f"[name={name}][value={code}]").check(force=True)


def declare(page: Page) -> tuple[str, str]:
    """Declare from the home page on; return the reference and the receipt code."""
    page.goto("/")
    look_at(page)
    page.locator("main a[href$='/declare/']").first.click()
    look_at(page)
    page.locator("[name=structure_name]").fill("valbelle rennes")
    page.locator("button[name=search]").click()
    page.locator("[name=structure][type=radio]").first.check(force=True)
    page.locator("[name=declare]").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    look_at(page)
    page.locator("[name=kind]").select_option("ransomware")
    page.locator("[name=narrative]").fill("Los servidores están cifrados.")
    noticed = timezone.localtime() - timedelta(hours=2)
    page.locator("[name=detected_at_0]").fill(f"{noticed:%Y-%m-%d}")
    page.locator("[name=detected_at_1]").fill(f"{noticed:%H:%M}")
    choose(page, "care_impact", "degraded")
    choose(page, "endangerment", "potential")
    page.locator("[name=contact_name]").fill("Zoé Martín")
    page.locator("[name=contact_phone]").fill("06 12 34 56 78")
    page.locator("button[name=declare]").click()
    page.wait_for_url("**/receipt/")
    look_at(page)
    return reference_and_code(page)


def handle(page: Page, reference: str) -> None:
    """Take the declaration, open what is sealed, qualify and close."""
    page.goto("/en/desk/queue/")
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("VALBELLE", re.IGNORECASE)).first.click()
    expect(page.get_by_text(reference).first).to_be_visible()
    page.get_by_role("button", name="Open what is sealed").click()
    expect(page.get_by_text("Los servidores están cifrados.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Open a case and lead it").click()
    page.get_by_text("In scope", exact=True).click()
    page.locator("[name=origin]").select_option("malicious")
    page.locator("[name=severity]").select_option("major")
    page.get_by_text("Not significant", exact=True).click()
    page.locator("[name=support_given]").select_option("advice")
    page.get_by_role("button", name="Save and close the case").click()
    expect(page.get_by_role("button", name="Reopen the case")).to_be_visible()
    assert_accessible(page)


def release(page: Page) -> None:
    """Publish the year's figures from the page where a statistician arrives."""
    page.goto("/en/desk/")
    expect(page.get_by_text("Live, not protected")).to_be_visible()
    assert_fits(page)
    page.get_by_text("I sign the waiver").click()
    page.get_by_label("Reason for the waiver").fill("Announced every year.")
    page.get_by_role("button", name="Release these figures").click()
    expect(page.get_by_text("(version 1)")).to_be_visible()
    assert_fits(page)
    page.get_by_role("link", name="See the public page of this year").click()
    expect(page.get_by_role("heading", name="Key figures")).to_be_visible()


def follow(page: Page, reference: str, code: str) -> None:
    """Come back another day, from another device, with what was written down."""
    page.goto("/es/follow/")
    look_at(page)
    page.locator("[name=reference]").fill(reference.lower())
    page.locator("[name=code]").fill(code.replace("-", " ").lower())
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/follow/declaration/")
    look_at(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_declaration_becomes_a_figure(
    data_folder: Path,
    open_browser: Callable[..., Page],
    browser_as: SignInBrowser,
    scripts: bool,
) -> None:
    assert data_folder.exists()
    structures.hospital(name="CENTRE HOSPITALIER DE VALBELLE", town="Rennes")
    spanish = {"viewport": PHONE, "locale": "es-ES", "java_script_enabled": scripts}

    reference, code = declare(open_browser(**spanish))
    handle(browser_as(Role.ANALYST), reference)
    declarant = open_browser(**spanish)
    follow(declarant, reference, code)

    with translation.override("es"):
        closed = terms.label("public_state", "closed")
    expect(declarant.get_by_text(closed, exact=True)).to_be_visible()
    expect(declarant.get_by_text("Los servidores están cifrados.")).to_be_visible()

    release(browser_as(Role.STATISTICIAN, viewport=PHONE, java_script_enabled=scripts))
    declarant.goto("/es/figures/")
    look_at(declarant)
    first = declarant.locator(".pb-figure").first
    expect(first).to_contain_text("1")
