"""Through the identity provider and back, under our content-security policy."""

import re
from dataclasses import replace

import pytest
from django.core.cache import cache
from playwright.sync_api import Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from tests.fixtures.browser import Watch, assert_accessible, assert_fits
from tests.fixtures.provider import FakeProvider
from vigie.accounts.enums import Role
from vigie.accounts.services import create_account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_one_click_opens_the_desk_and_a_stranger_is_told_no(
    phone: Page,
    provider: FakeProvider,
    watch: Watch,
    live_server: LiveServer,
    settings: Settings,
) -> None:
    cache.clear()
    settings.VIGIE_DESK_URL = live_server.url
    provider.vouches_for("stranger@example.org")
    phone.goto("/en/accounts/login/?next=/en/accounts/sessions/")
    assert_accessible(phone)
    assert_fits(phone)
    phone.get_by_role("button", name="Sign in with Agency").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("You are not signed in")
    assert_accessible(phone)
    assert_fits(phone)

    create_account("lea@example.org", name="Lea Roux", role=Role.ANALYST, actor="test")
    provider.vouches_for("lea@example.org", acr="eidas2")
    phone.goto("/en/accounts/login/?next=/en/accounts/sessions/")
    phone.get_by_role("button", name="Sign in with Agency").click()
    expect(phone).to_have_url(re.compile(r"/en/accounts/sessions/$"))
    watch.problems[:] = [each for each in watch.problems if provider.url not in each]


def test_a_form_leads_to_no_origin_that_the_settings_do_not_name(
    desktop: Page,
    provider: FakeProvider,
    watch: Watch,
    live_server: LiveServer,
    settings: Settings,
) -> None:
    cache.clear()
    settings.VIGIE_DESK_URL = live_server.url
    settings.VIGIE_OIDC = replace(settings.VIGIE_OIDC, origins=())
    provider.vouches_for("lea@example.org")
    desktop.goto("/en/accounts/login/")
    with desktop.expect_event("console", lambda said: "form-action" in said.text):
        desktop.get_by_role("button", name="Sign in with Agency").click()
    assert provider.seen == []
    watch.problems.clear()
