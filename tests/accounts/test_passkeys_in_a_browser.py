"""Passkeys as a person uses them, with an authenticator that really signs."""

import re
from collections.abc import Callable
from time import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from playwright.sync_api import Page, expect

from tests.fixtures.browser import PHONE, assert_accessible, assert_fits
from tests.fixtures.passkeys import PlugIn
from vigie.accounts.enums import Role
from vigie.accounts.models import User
from vigie.accounts.services import create_account

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PASSWORD = "four horses eat my hay"
SECRET = "JBSWY3DPEHPK3PXP"
DESK = re.compile(r"/en/desk/")


@pytest.fixture(autouse=True)
def _fresh_limits() -> None:
    cache.clear()


def account(email: str, role: Role = Role.ANALYST) -> User:
    return create_account(
        email,
        name="Lea Roux",
        role=role,
        actor="test",
        password=PASSWORD,
    )


def give_password(page: Page, email: str) -> None:
    page.goto("/en/accounts/login/")
    page.locator("#id_login").fill(email)
    page.locator("#id_password").fill(PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def give_code(page: Page) -> None:
    expect(page.locator("#id_code")).to_be_visible()
    page.locator("#id_code").fill(format_hotp_value(hotp_value(SECRET, int(time()) // 30)))
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    expect(page).to_have_url(re.compile(r"/en/$"))


def add_passkey(page: Page, name: str, *, alone: bool = True) -> None:
    page.goto("/en/accounts/passkeys/add/")
    page.get_by_label("Name, to tell it from others").fill(name)
    if not alone:
        page.get_by_text("Sign in with it alone").click()
        expect(page.get_by_label("Sign in with it alone")).not_to_be_checked()
    page.get_by_role("button", name="Add it").click()
    expect(page).not_to_have_url(re.compile(r"/passkeys/add/"))


def newcomer_with_passkey(page: Page, email: str) -> User:
    """Sign a person in for the first time, and let them add a passkey before all else."""
    user = account(email)
    give_password(page, email)
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up your second factor")
    page.get_by_role("link", name="Add a passkey or a security key instead").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a passkey or a security key")
    add_passkey(page, "work laptop")
    expect(page.locator(".vg-codes code")).to_have_count(10)
    return user


def test_a_newcomer_needs_no_telephone(open_browser: Callable[..., Page], plug_in: PlugIn) -> None:
    page = open_browser(viewport=PHONE, has_touch=True)
    key = plug_in(page)
    newcomer_with_passkey(page, "lea@example.org")
    assert len(key.credentials) == 1
    page.goto("/en/desk/")
    expect(page).to_have_url(DESK)
    page.goto("/en/accounts/code/")
    expect(page.get_by_role("heading", name="work laptop")).to_be_visible()
    expect(page.get_by_text("Opens your account alone")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


def test_the_pages_of_passkeys_are_for_everybody(
    open_browser: Callable[..., Page], plug_in: PlugIn
) -> None:
    page = open_browser(viewport=PHONE, has_touch=True)
    plug_in(page)
    account("lea@example.org")
    page.goto("/en/accounts/login/")
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)
    give_password(page, "lea@example.org")
    expect(page.get_by_role("heading", level=1)).to_have_text("Set up your second factor")
    page.goto("/en/accounts/passkeys/add/")
    expect(page.get_by_role("button", name="Add it")).to_be_visible()
    assert_accessible(page)
    assert_fits(page)


def test_a_passkey_opens_without_password_and_leads_where_one_wanted(
    desktop: Page, plug_in: PlugIn
) -> None:
    plug_in(desktop)
    newcomer_with_passkey(desktop, "lea@example.org")
    sign_out(desktop)
    desktop.goto("/en/desk/cases/")
    desktop.get_by_role("button", name="Sign in with a passkey").click()
    expect(desktop).to_have_url(re.compile(r"/en/desk/cases/$"))
    expect(desktop.get_by_text("Lea Roux", exact=True)).to_be_visible()


def test_a_passkey_is_a_second_factor_after_the_password(desktop: Page, plug_in: PlugIn) -> None:
    plug_in(desktop)
    newcomer_with_passkey(desktop, "lea@example.org")
    sign_out(desktop)
    give_password(desktop, "lea@example.org")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Second factor")
    assert_accessible(desktop)
    desktop.get_by_role("button", name="Use your passkey or security key").click()
    expect(desktop).to_have_url(DESK)


def test_a_key_that_knows_a_touch_only_is_a_second_factor_and_opens_nothing_alone(
    desktop: Page, plug_in: PlugIn
) -> None:
    user = account("lea@example.org")
    TOTP.activate(user, SECRET)
    plug_in(desktop, verifies=False)
    give_password(desktop, "lea@example.org")
    give_code(desktop)
    expect(desktop).to_have_url(DESK)
    add_passkey(desktop, "blue key", alone=False)
    desktop.goto("/en/accounts/code/")
    expect(desktop.get_by_text("Asked for after the password.")).to_be_visible()
    sign_out(desktop)
    give_password(desktop, "lea@example.org")
    desktop.get_by_role("button", name="Use your passkey or security key").click()
    expect(desktop).to_have_url(DESK)


def test_a_passkey_that_does_not_recognise_its_user_opens_nothing(
    desktop: Page, plug_in: PlugIn
) -> None:
    key = plug_in(desktop)
    newcomer_with_passkey(desktop, "lea@example.org")
    sign_out(desktop)
    key.recognises_its_user(False)
    desktop.goto("/en/accounts/login/")
    desktop.get_by_role("button", name="Sign in with a passkey").click()
    expect(desktop.get_by_role("status").filter(has_text="Nothing was confirmed")).to_be_visible()
    expect(desktop.get_by_role("button", name="Sign in with a passkey")).to_be_enabled()


def test_the_key_of_another_is_refused_after_the_password(
    open_browser: Callable[..., Page], plug_in: PlugIn
) -> None:
    hers, his = open_browser(), open_browser()
    key = plug_in(hers)
    newcomer_with_passkey(hers, "lea@example.org")
    his_key = plug_in(his)
    newcomer_with_passkey(his, "max@example.org")
    sign_out(his)
    # His browser holds her passkey, and his page is made to ask for it.
    [credential] = key.credentials
    his_key.add(credential)
    give_password(his, "max@example.org")
    expect(his.get_by_role("button", name="Use your passkey or security key")).to_be_visible()
    his.evaluate(
        """(id) => {
          const options = JSON.parse(document.getElementById("passkey-options").textContent);
          options.publicKey.allowCredentials = [{ type: "public-key", id }];
          document.getElementById("passkey-options").textContent = JSON.stringify(options);
        }""",
        credential["credentialId"].replace("+", "-").replace("/", "_").rstrip("="),
    )
    his.get_by_role("button", name="Use your passkey or security key").click()
    expect(his.locator("#error-summary")).to_contain_text("was not recognised")
    his.goto("/en/desk/")
    expect(his).to_have_url(re.compile(r"/accounts/login/|/code/authenticate/"))


def test_the_same_key_is_not_added_twice(desktop: Page, plug_in: PlugIn) -> None:
    plug_in(desktop)
    newcomer_with_passkey(desktop, "lea@example.org")
    desktop.goto("/en/accounts/passkeys/add/")
    desktop.get_by_role("button", name="Add it").click()
    expect(desktop.get_by_role("status").filter(has_text="on your account already")).to_be_visible()
    assert Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count() == 1


def test_a_passkey_opens_the_elevated_mode(
    desktop: Page, plug_in: PlugIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    plug_in(desktop)
    user = newcomer_with_passkey(desktop, "ada@example.org")
    User.objects.filter(pk=user.pk).update(role=Role.ADMINISTRATOR)
    monkeypatch.setattr("vigie.accounts.adapter.time", lambda: time() + 301)
    desktop.goto("/en/accounts/elevate/?next=/en/desk/people/")
    expect(desktop.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
    expect(desktop.get_by_role("link", name="Confirm with your password")).to_be_visible()
    assert_accessible(desktop)
    desktop.get_by_role("button", name="Confirm with a passkey").click()
    desktop.get_by_role("button", name="Enter the elevated mode").click()
    expect(desktop.get_by_text("Elevated mode, until")).to_be_visible()


def test_a_passkey_is_renamed_and_removed_and_the_last_factor_stays(
    desktop: Page, plug_in: PlugIn
) -> None:
    plug_in(desktop)
    user = newcomer_with_passkey(desktop, "lea@example.org")
    desktop.goto("/en/accounts/code/")
    desktop.get_by_role("link", name="Rename").click()
    desktop.get_by_label("Name, to tell it from others").fill("old laptop")
    assert_accessible(desktop)
    desktop.get_by_role("button", name="Keep this name").click()
    expect(desktop.get_by_role("heading", name="old laptop")).to_be_visible()
    desktop.get_by_role("link", name="Remove (old laptop)").click()
    expect(desktop.get_by_text("This is your last second factor")).to_be_visible()
    expect(desktop.get_by_role("button", name="Remove it")).to_have_count(0)
    assert_accessible(desktop)
    TOTP.activate(user, SECRET)
    desktop.reload()
    desktop.get_by_role("button", name="Remove it").click()
    expect(desktop.get_by_text("Removed: it opens your account no more.")).to_be_visible()
    expect(desktop.get_by_role("heading", name="old laptop")).to_have_count(0)


def test_without_javascript_the_page_says_what_else_there_is(
    open_browser: Callable[..., Page], plug_in: PlugIn
) -> None:
    page = open_browser()
    plug_in(page)
    TOTP.activate(newcomer_with_passkey(page, "lea@example.org"), SECRET)
    bare = open_browser(viewport=PHONE, java_script_enabled=False)
    give_password(bare, "lea@example.org")
    expect(bare.get_by_text("A code opens too.")).to_be_visible()
    expect(bare.get_by_role("button", name="Use your passkey")).to_have_count(0)
    assert_fits(bare)
    give_code(bare)
    expect(bare).to_have_url(DESK)
    bare.goto("/en/accounts/passkeys/add/")
    expect(bare.get_by_text("This one does not, or not yet.")).to_be_visible()
    expect(bare.get_by_role("link", name="Set up an authenticator application")).to_be_visible()
