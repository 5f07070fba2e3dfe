"""Signing in as a person does: a link, a password, a telephone, the desk."""

import re
from io import StringIO
from time import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.core.management import call_command
from playwright.sync_api import Page, expect
from pytest_django import Settings

from tests.fixtures.browser import assert_accessible, assert_fits

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "four horses eat my hay"


def one_time_path(*arguments: str) -> str:
    out = StringIO()
    call_command("create_user", "lea@example.org", *arguments, stdout=out)
    link = re.search(r"/accounts/password/set/\S+", out.getvalue())
    assert link
    return f"/en{link[0]}"


def test_from_the_link_to_the_desk_on_a_phone(phone: Page) -> None:
    cache.clear()
    phone.goto(one_time_path("--name", "Léa Roux", "--role", "analyst"))
    assert_accessible(phone)
    phone.locator("#id_password1").fill(PASSWORD)
    phone.locator("#id_password2").fill(PASSWORD)
    phone.get_by_role("button", name="Keep this password").click()
    phone.get_by_role("link", name="Sign in").last.click()
    assert_accessible(phone)
    phone.locator("#id_login").fill("lea@example.org")
    phone.locator("#id_password").fill(PASSWORD)
    phone.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Set up your second factor")
    assert_accessible(phone)
    assert_fits(phone)
    secret = phone.locator(".vg-secret").inner_text()
    phone.locator("#id_code").fill(format_hotp_value(hotp_value(secret, int(time()) // 30)))
    phone.get_by_role("button", name="Set it up").click()
    expect(phone.locator(".vg-codes code")).to_have_count(10)
    assert_accessible(phone)
    phone.get_by_role("link", name="Desk").click()
    expect(phone).to_have_url(re.compile(r"/en/desk/"))


def test_one_click_in_a_demonstration(phone_without_javascript: Page, settings: Settings) -> None:
    settings.VIGIE_DEMO = True
    settings.ROOT_URLCONF = "vigie.config.urls.demonstration"
    settings.AUTHENTICATION_BACKENDS = [
        *settings.AUTHENTICATION_BACKENDS,
        "vigie.accounts.demo.DemonstrationBackend",
    ]
    page = phone_without_javascript
    page.goto("/en/accounts/login/")
    assert_fits(page)
    page.get_by_role("button", name="Statistician").click()
    expect(page).to_have_url(re.compile(r"/en/desk/"))
    expect(page.get_by_text("Demonstration: synthetic data.")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.goto("/en/desk/")
    expect(page).to_have_url(re.compile(r"/en/accounts/login/"))
