"""A hospital without computers calls; the analyst types, and reads out; the caller comes back."""

import logging
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from tests.fixtures.people import SignIn, SignInBrowser
from tests.journeys.declarant import NARRATIVE, answer_eight_questions
from tests.journeys.test_follow import come_back
from tests.journeys.test_what_a_thief_finds import FIRST, data_folder_without_keys, dump, mails
from tests.surfaces.desk.calls import typed
from tests.surfaces.desk.pages import page as desk_page
from tests.surfaces.portal.pages import text
from vigie.accounts.enums import Role
from vigie.core import journal, outbox
from vigie.declarations.models import Declaration

pytestmark = pytest.mark.django_db(transaction=True)


def written_down(analyst: Page, group: str) -> str:
    """Return what the caller writes down of what is spelled: first letters and digits."""
    return "".join(analyst.locator(f"{group} .dk-spelled__said b").all_inner_texts())


@pytest.mark.browser
def test_the_caller_comes_back_with_what_was_spelled(
    browser_as: SignInBrowser, phone: Page
) -> None:
    desk = browser_as(Role.ANALYST)
    desk.goto(desk_page("queue"))
    desk.get_by_role("link", name="Declare for a caller").click()
    expect(desk.locator("h1")).to_have_text("Declare for a caller")
    answer_eight_questions(desk)
    desk.get_by_role("button", name="Send the declaration").click()
    expect(desk.locator("h1")).to_have_text("Read this out to the declarant")
    expect(desk.locator(".dk-aloud ol .dk-spelled__said b")).to_have_count(28)
    reference = written_down(desk, ".dk-aloud ul.dk-spelled")
    code = written_down(desk, ".dk-aloud ol.dk-spelled")

    phone.goto("/en/follow/")
    come_back(phone, reference.lower(), code.lower())
    expect(phone.get_by_text(NARRATIVE.splitlines()[0])).to_be_visible()

    desk.get_by_role("button", name="Open a case and lead it").click()
    expect(desk.get_by_text("You lead this case")).to_be_visible()
    phone.reload()
    expect(phone.get_by_text("An analyst is on it")).to_be_visible()


def test_a_thief_finds_nothing_of_a_call(
    sign_in: SignIn, data_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    analyst = sign_in(Role.ANALYST)
    answers = typed(**FIRST)
    answer = analyst.post(desk_page("declare"), answers)
    code = answers["receipt_code"]
    assert code[:4] in text(analyst.get(answer["Location"]))
    Client().get(answer["Location"])
    outbox.drain()
    journal.link_entries()
    stolen = {
        "database": dump(),
        "data folder": data_folder_without_keys(data_folder),
        "logs": caplog.text.encode(),
        "mails": mails(),
    }
    assert Declaration.objects.get().reference.encode() in stolen["database"]
    secrets = [*FIRST.values(), code, code.replace("-", "")]
    found = [
        (secret, place)
        for place, content in stolen.items()
        for secret in secrets
        if secret.encode() in content
    ]
    assert found == []
